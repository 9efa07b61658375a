import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { fakeApi } from './dev/fakeApi.ts';

// `npm run dev` talks to a running hub (CONSOLE_URL); `FAKE=1 npm run dev` to invented answers, for work on screens.
const proxied = process.env.CONSOLE_URL ?? 'http://127.0.0.1:18101';

export default defineConfig({
  plugins: [react(), ...(process.env.FAKE ? [fakeApi()] : [])],
  server: {
    host: '127.0.0.1',
    proxy: process.env.FAKE ? undefined : { '/api': proxied, '/t': proxied },
  },
  build: {
    outDir: '../wwwroot',
    emptyOutDir: true,
    // The content-security policy allows no data: fonts or scripts; small files stay files.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    // The policy forbids inline scripts, and the polyfill would be one.
    modulePreload: { polyfill: false },
  },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'], testTimeout: 40_000 },
});
