import type { Problem } from './types';

/** A refusal or failure of the console's back end, with what its problem+json said. */
export class ApiError extends Error {
  constructor(readonly status: number, readonly problem: Problem) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`);
  }
}

async function answer<T>(response: Response): Promise<T> {
  if (response.ok) return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
  const isProblem = response.headers.get('content-type')?.includes('json') ?? false;
  throw new ApiError(response.status, isProblem ? ((await response.json()) as Problem) : {});
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return answer<T>(await fetch(path, { signal, headers: { accept: 'application/json' } }));
}

/** Unsafe methods carry a header that no other site can set without a preflight: the server refuses them without it. */
export async function post<T>(path: string, body: unknown = {}, idempotencyKey: string = crypto.randomUUID()): Promise<T> {
  return answer<T>(
    await fetch(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'x-console': '1', 'idempotency-key': idempotencyKey },
    }),
  );
}

/** Query string without the empty values, keys in the given order. */
export function query(values: Record<string, string | number | boolean | null | undefined>): string {
  const parts = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false);
  return parts.length === 0 ? '' : `?${new URLSearchParams(parts.map(([key, value]) => [key, String(value)]))}`;
}
