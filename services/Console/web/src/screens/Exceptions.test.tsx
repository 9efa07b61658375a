import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { WorkItem } from '../api/types';
import { startLanguages } from '../app/i18n';
import { Router } from '../app/router';
import { Exceptions } from './Exceptions';

const item = (id: string, severity: WorkItem['severity']): WorkItem => ({
  id, kind: 'late', severity, state: 'new', shipmentId: 's1', shipmentReference: `REF-${id}`, cause: `cause of ${id}`, suggestedAction: '', count: 1,
  raisedAt: '2026-11-20T10:00:00Z', lastRaisedAt: null, owner: null, shelvedUntil: null, hubId: null, version: 1,
});
const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' } });
// A busy machine draws slowly; what is awaited comes or it does not.
configure({ asyncUtilTimeout: 15_000 });
let refuse = false;
const posted: string[] = [];

beforeAll(() => startLanguages('en'));
beforeEach(() => {
  refuse = false;
  posted.length = 0;
  Element.prototype.scrollIntoView = () => undefined;
  history.replaceState(null, '', '/');
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    if (init?.method === 'POST') {
      posted.push(`${path} ${new Headers(init.headers).get('x-console')}`);
      return refuse ? json({ detail: 'It is resolved already.', traceId: 'abc' }, 409) : json({ ...item('b', 'critical'), state: 'acknowledged', version: 2 });
    }
    return path.startsWith('/api/work-items') ? json({ items: [item('a', 'warning'), item('b', 'critical')], nextPage: null }) : json({}, 404);
  });
});
afterEach(cleanup);

const show = () =>
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <Router>
        <Exceptions />
      </Router>
    </QueryClientProvider>,
  );

test('the worst comes first, and j and k move the selection into the address', async () => {
  show();
  await screen.findByText('cause of a');
  expect(screen.getAllByText(/^REF-/).slice(0, 2).map((one) => one.textContent)).toEqual(['REF-b', 'REF-a']);
  fireEvent.keyDown(document.body, { key: 'j' });
  expect(location.search).toBe('?sel=a');
  fireEvent.keyDown(document.body, { key: 'k' });
  expect(location.search).toBe('?sel=b');
});

test('a acknowledges: the item leaves the new ones', async () => {
  show();
  await screen.findByText('cause of a');
  fireEvent.keyDown(document.body, { key: 'a' });
  await waitFor(() => expect(screen.queryByRole('heading', { name: /Critical/ })).toBeNull());
  expect(posted).toEqual(['/api/work-items/b/acknowledge 1']);
});

test('a refusal is shown with its reason and trace id, and the item stays', async () => {
  refuse = true;
  show();
  await screen.findByText('cause of a');
  fireEvent.keyDown(document.body, { key: 'a' });
  expect((await screen.findByRole('alert')).textContent).toMatch(/It is resolved already.*abc/);
  expect(screen.getByRole('heading', { name: /Critical/ })).toBeTruthy();
});
