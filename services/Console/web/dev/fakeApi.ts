import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { answers, changes } from './fakeData.ts';

// Invented answers for work on the screens (`FAKE=1 npm run dev`). Never part of the build.
export function fakeApi(): Plugin {
  return {
    name: 'fake-api',
    configureServer: (server) => void server.middlewares.use(handle),
    configurePreviewServer: (server) => void server.middlewares.use(handle),
  };
}

function handle(request: IncomingMessage, response: ServerResponse, next: () => void) {
  const url = new URL(request.url ?? '/', 'http://fake');
  if (!url.pathname.startsWith('/api/')) return next();
  if (url.pathname === '/api/events') return stream(request, response);
  const body = answers(url, request.method ?? 'GET');
  response.statusCode = body === undefined ? 404 : 200;
  response.setHeader('content-type', body === undefined ? 'application/problem+json' : 'application/json');
  response.end(JSON.stringify(body ?? { title: 'Not Found', status: 404, traceId: 'fake' }));
}

function stream(request: IncomingMessage, response: ServerResponse) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  const send = (event: string, data: unknown) => void response.write(`event: ${event}\nid: fake\ndata: ${JSON.stringify(data)}\n\n`);
  for (const source of ['shipments', 'work-items', 'presence']) send('source', { source, state: 'live', since: new Date().toISOString() });
  send('heartbeat', { now: new Date().toISOString() });
  const timers = [setInterval(() => changes(send), 1500), setInterval(() => send('heartbeat', { now: new Date().toISOString() }), 5000)];
  request.on('close', () => timers.forEach(clearInterval));
}
