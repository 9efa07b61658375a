// @vitest-environment node
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import de from './de.json';
import en from './en.json';

const keysOf = (tree: object, prefix = ''): string[] =>
  Object.entries(tree).flatMap(([key, value]) => (typeof value === 'object' ? keysOf(value as object, `${prefix}${key}.`) : [`${prefix}${key}`]));
const german = keysOf(de);
const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.') && !file.endsWith('schema.ts'))
  .map((file) => readFileSync(join('src', file), 'utf8'))
  .join('\n');

test('both languages have the same keys', () => {
  expect(keysOf(en).sort()).toEqual([...german].sort());
});

test('every key that the screens name is translated', () => {
  const named = [...sources.matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => match[1] ?? '');
  expect(named.length).toBeGreaterThan(60);
  expect(named.filter((key) => !german.includes(key) && !german.includes(`${key}_other`))).toEqual([]);
});

test('every family of keys that the screens build is translated', () => {
  const families = [...sources.matchAll(/`([a-z-]+)\.\$\{/g)].map((match) => `${match[1]}.`);
  expect(families.length).toBeGreaterThan(8);
  expect(families.filter((family) => !german.some((key) => key.startsWith(family)))).toEqual([]);
});

test('the values of the API have a word each', () => {
  const schema = readFileSync('openapi.json', 'utf8');
  const enums = (JSON.parse(schema) as { components: { schemas: Record<string, { enum?: string[] }> } }).components.schemas;
  const families: Record<string, string> = {
    Stage: 'stage', Punctuality: 'punctuality', MilestoneWord: 'milestone', OrderState: 'order', PartyWord: 'party',
    SeverityWord: 'severity', WorkItemWord: 'kind', WorkItemStage: 'work-item', TagWord: 'tag-kind',
  };
  for (const [name, family] of Object.entries(families)) {
    for (const value of enums[name]?.enum ?? ['missing enum']) expect(german, `${name}.${value}`).toContain(`${family}.${value}`);
  }
});
