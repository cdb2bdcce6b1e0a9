// @vitest-environment jsdom
import type { Consent, Task } from 'fhir/r4';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { startLanguage } from '@shared/language/start';
import { readCode, showCode } from './code';
import { Refusal, request } from './request';
import { taskOf } from './sharing';

beforeEach(() => startLanguage('nb'));

const answering = (status: number, body?: unknown) =>
  vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(body === undefined ? null : JSON.stringify(body), { status }));

describe('a request', () => {
  it('says that it comes from our own pages, and in which language', async () => {
    const sent = answering(200, {});
    await request('POST', '/fhir/Task/1/$open', {});
    expect(sent.mock.calls[0]?.[1]?.headers).toMatchObject({ 'X-Requested-With': 'helselos', 'Accept-Language': 'nb', 'Content-Type': 'application/fhir+json' });
  });

  it.each([
    [401, 'not-signed-in'],
    [403, 'not-signed-in'],
    [404, 'not-found'],
    [422, 'not-accepted'],
    [429, 'too-many'],
    [500, 'fault'],
    [503, 'busy'],
  ])('answered with %i is refused as %s', async (status, kind) => {
    answering(status, { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'invalid', diagnostics: 'because' }] });
    await expect(request('GET', '/fhir/Task')).rejects.toMatchObject({ kind, explanation: 'because' });
  });

  it('that gets no answer says that the server is unreachable', async () => {
    vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('network'));
    await expect(request('GET', '/session')).rejects.toBeInstanceOf(Refusal);
    await expect(request('GET', '/session')).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('answered with something that is no JSON is a fault, not a crash', async () => {
    vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('<html>', { status: 200 }));
    await expect(request('GET', '/session')).rejects.toMatchObject({ kind: 'fault' });
  });

  it('with no content gives nothing', async () => {
    answering(204);
    await expect(request('POST', '/session/end')).resolves.toBeUndefined();
  });
});

describe('a one-time code', () => {
  it('is read whatever way it was typed', () => {
    expect(readCode('abcd 2345')).toBe('ABCD2345');
    expect(readCode('AbCd-2345-6')).toBe('ABCD2345');
  });

  it('has none of the characters that are mistaken for each other', () => {
    expect(readCode('O0I1L')).toBe('');
  });

  it('is shown in two halves', () => {
    expect(showCode('ABCD2345')).toBe('ABCD-2345');
    expect(showCode('ABC')).toBe('ABC');
  });
});

describe('what was shared', () => {
  const consent = (reference: string) =>
    ({ resourceType: 'Consent', id: 'c', patient: { reference: 'Patient/p' }, provision: { data: [{ meaning: 'instance', reference: { reference } }] } }) as Consent;
  const task = { resourceType: 'Task', id: 't', for: { reference: 'Patient/p' }, focus: { reference: 'RiskAssessment/r' } } as Task;

  it('belongs to the task that the consent points at, itself or by its assessment', () => {
    expect(taskOf(consent('Task/t'), [task])).toBe(task);
    expect(taskOf(consent('RiskAssessment/r/_history/1'), [task])).toBe(task);
  });

  it('does not belong together only because it is the same patient', () => {
    expect(taskOf(consent('RiskAssessment/other'), [task])).toBeUndefined();
  });
});
