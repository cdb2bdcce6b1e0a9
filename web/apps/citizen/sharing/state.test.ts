import type { Consent, Task } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { addressOf, pathOf } from './CodePicture';
import { answersOf, forwardedTo, reachOf, stateOf } from './state';

const task = (more: object) => ({ resourceType: 'Task', intent: 'order', status: 'requested', ...more }) as Task;
const output = (code: string, more: object) => ({ type: { coding: [{ code }] }, ...more });

describe('how far what was shared has come', () => {
  it('is what the recipient has set', () => {
    const coding = [{ system: 'https://helselos.no/fhir/CodeSystem/sharing-state', code: 'answered' }];
    expect(stateOf(task({ status: 'in-progress', businessStatus: { coding } }))).toBe('answered');
  });

  it('is read from the status when there is nothing else, or something unknown', () => {
    expect(stateOf(task({ status: 'completed' }))).toBe('closed');
    expect(stateOf(task({ status: 'received', businessStatus: { coding: [{ system: 'other', code: 'closed' }] } }))).toBe('opened');
  });

  it('comes with every answer, and where it was sent on', () => {
    const told = task({ output: [output('answer', { valueString: 'en' }), output('answer', { valueString: 'to' }), output('forwarded-to', { valueReference: { reference: 'Organization/b' } })] });
    expect(answersOf(told)).toEqual(['en', 'to']);
    expect(forwardedTo(told)).toBe('Organization/b');
  });

  it('says what stays with the recipient', () => {
    const consent = { extension: [{ url: 'https://x/stays-with-recipient', extension: [{ url: 'reached', valueCode: 'opened' }] }] } as Consent;
    expect(reachOf(consent)).toBe('opened');
    expect(reachOf({} as Consent)).toBeUndefined();
  });
});

describe('the picture of a code', () => {
  it('keeps the code behind "#", where no server is told of it', () => {
    expect(new URL(addressOf('https://a.no', 'ABCD2345'))).toMatchObject({ pathname: '/kliniker/kode', hash: '#ABCD2345', search: '' });
  });

  it('draws each dark place once, inside the margin', () => expect(pathOf(2, [1, 0, 0, 1])).toBe('M4 4h1v1h-1zM5 5h1v1h-1z'));
});
