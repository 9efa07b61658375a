// @vitest-environment node
import { readFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';
import { expect, test } from 'vitest';

test('the types are those of the API description (else: npm run api)', async () => {
  const generated = astToString(await openapiTS(new URL('../../openapi.json', import.meta.url)));
  expect(readFileSync('src/api/schema.ts', 'utf8')).toContain(generated.trim());
});
