import type { DocumentReference, Parameters, Task } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { Refusal } from '@shared/api/request';
import { answersOn, isTakenByOther, seenVersion, stateOf, viewersIn, wasForwardedHere } from './case';
import { emergencyOf, lasting } from './emergency';
import { takeCode } from './pages/ScannedPage';
import { attachedIn } from './pictures';

const task = (more: Partial<Task>) => ({ resourceType: 'Task', id: 't', status: 'received', intent: 'order', ...more }) as Task;

describe('a case', () => {
  it('tells its state, and no state that is not known', () => {
    const inState = (code: string) => task({ businessStatus: { coding: [{ system: 'https://helselos.no/fhir/CodeSystem/sharing-state', code }] } });
    expect(stateOf(inState('forwarded'))).toBe('forwarded');
    expect(stateOf(inState('eaten'))).toBeUndefined();
  });

  it('that is part of another case was forwarded here; one that only rests on a consent was not', () => {
    expect(wasForwardedHere(task({ partOf: [{ reference: 'Task/1' }] }))).toBe(true);
    expect(wasForwardedHere(task({ basedOn: [{ reference: 'Consent/1' }] }))).toBe(false);
  });

  it('tells what the resident was answered', () => {
    const answer = { type: { coding: [{ code: 'answer' }] }, valueString: 'Kom klokka ti.' };
    expect(answersOn(task({ output: [{ type: { coding: [{ code: 'called-back' }] }, valueDateTime: '2026-11-22' }, answer] }))).toEqual(['Kom klokka ti.']);
  });

  it('is acted on as it was seen', () => {
    expect(seenVersion(task({ meta: { versionId: '4' } }))).toEqual({ name: 'version', valueString: '4' });
    expect(isTakenByOther(new Refusal('not-accepted', '', 412))).toBe(true);
    expect(isTakenByOther(new Refusal('not-accepted', '', 422))).toBe(false);
  });
});

describe('who can see', () => {
  it('is read with name, basis and end', () => {
    const answer: Parameters = { resourceType: 'Parameters', parameter: [{ name: 'who', part: [{ name: 'name', valueString: 'Solvik legevakt' }, { name: 'basis', valueCode: 'sharing' }] }, { name: 'other' }] };
    expect(viewersIn(answer)).toEqual([{ name: 'Solvik legevakt', kind: '', basis: 'sharing', until: undefined }]);
  });
});

describe('an emergency access', () => {
  const granted = (reference: string, end: string) => emergencyOf(task({ for: { reference }, restriction: { period: { end } } }));

  it('lasts until its end and no longer', () => {
    const one = granted('Patient/odd', '2026-11-22T12:00:00Z');
    expect(lasting([one], new Date('2026-11-22T11:59:59Z'))).toEqual([one]);
    expect(lasting([one], new Date('2026-11-22T12:00:00Z'))).toEqual([]);
  });

  it('that does not say whom or until when is a fault, never an open door', () => {
    expect(() => granted('Patient/odd', 'soon')).toThrow();
    expect(() => granted('Organization/odd', '2026-11-22T12:00:00Z')).toThrow();
  });
});

describe('a scanned code', () => {
  it('is read out of the fragment', () => {
    expect(takeCode('#ABCD-2345')).toBe('ABCD2345');
  });

  it('is nothing when it is too short or broken', () => {
    expect(takeCode('#ABC')).toBeUndefined();
    expect(takeCode('#%E0%A4%A')).toBeUndefined();
  });
});

describe('a picture', () => {
  const document = (attachment: { contentType: string; url: string }) => ({ resourceType: 'DocumentReference', status: 'current', content: [{ attachment }] }) as DocumentReference;

  it('is shown when it is a JPEG or PNG that lies with us', () => {
    expect(attachedIn(document({ contentType: 'image/png', url: 'Binary/b1' }))).toEqual({ title: '', type: 'image/png', path: '/fhir/Binary/b1' });
  });

  it('is not fetched from elsewhere, nor shown as another kind', () => {
    expect(attachedIn(document({ contentType: 'image/svg+xml', url: 'Binary/b1' })).type).toBeUndefined();
    expect(attachedIn(document({ contentType: 'image/png', url: 'https://example.org/picture.png' })).path).toBeUndefined();
  });
});
