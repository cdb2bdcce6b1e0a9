import type { OperationOutcome } from 'fhir/r4';
import { currentLanguage } from '@shared/language/start';

// The longest a person should look at a spinner before being told that the service does not answer.
const answerWaitMsMax = 15_000;

export type RefusalKind = 'unreachable' | 'busy' | 'not-signed-in' | 'sign-in-again' | 'not-found' | 'too-many' | 'not-accepted' | 'fault';

/** What the server (or the network) answered instead of what was asked for. */
export class Refusal extends Error {
  constructor(
    readonly kind: RefusalKind,
    readonly explanation: string = '',
    /** What the server answered with; 0 when it did not. */
    readonly status: number = 0,
  ) {
    super(`${kind} ${explanation}`.trim());
    this.name = 'Refusal';
  }
}

function kindOf(status: number): RefusalKind {
  if (status === 401 || status === 403) return 'not-signed-in';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 429) return 'too-many';
  if (status === 503) return 'busy';
  return status >= 500 ? 'fault' : 'not-accepted';
}

// Signed in, but not lately enough or not well enough for this (RFC 9470).
const asksForMore = (answer: Response) => answer.status === 401 && (answer.headers.get('WWW-Authenticate') ?? '').includes('insufficient_user_authentication');

const refusalOf = async (answer: Response) => new Refusal(asksForMore(answer) ? 'sign-in-again' : kindOf(answer.status), await explanationIn(answer), answer.status);

async function explanationIn(answer: Response): Promise<string> {
  try {
    const outcome = (await answer.json()) as OperationOutcome;
    return outcome.issue?.map((issue) => issue.details?.text ?? issue.diagnostics ?? '').find(Boolean) ?? '';
  } catch {
    return '';
  }
}

async function send(method: string, path: string, body: unknown, accept = 'application/fhir+json, application/json'): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: accept,
    'Accept-Language': currentLanguage(),
    // Tells the server that this comes from its own pages: other sites cannot set it.
    'X-Requested-With': 'helselos',
  };
  if (body !== undefined) headers['Content-Type'] = path.startsWith('/fhir') ? 'application/fhir+json' : 'application/json';
  try {
    return await fetch(path, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(answerWaitMsMax),
    });
  } catch {
    throw new Refusal('unreachable');
  }
}

/** Promises the answer's JSON (undefined when it has none); throws a Refusal for everything else. */
export async function request<T>(method: 'GET' | 'POST', path: string, body?: unknown): Promise<T> {
  const answer = await send(method, path, body);
  if (!answer.ok) throw await refusalOf(answer);
  if (answer.status === 204) return undefined as T;
  try {
    return (await answer.json()) as T;
  } catch {
    throw new Refusal('fault');
  }
}

export const get = <T>(path: string) => request<T>('GET', path);
export const post = <T>(path: string, body?: unknown) => request<T>('POST', path, body);

/** Promises the bytes of something that is not a resource: a picture, a PDF. Throws a Refusal for everything else. */
export async function bytesAt(path: string, type: string): Promise<Blob> {
  const answer = await send('GET', path, undefined, type);
  if (!answer.ok) throw await refusalOf(answer);
  try {
    return new Blob([await answer.arrayBuffer()], { type });
  } catch {
    throw new Refusal('unreachable');
  }
}
