import type { Consent } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { choiceOf, kindOf } from './consents';
import { endInMonths, isNumberLike } from './fullmaktForm';

const consent = (more: object) => ({ resourceType: 'Consent', id: 'c', status: 'active', scope: {}, category: [], patient: { reference: 'Patient/g' }, ...more }) as Consent;
const category = (system: string, code: string) => [{ coding: [{ system, code }] }];
const fullmakt = consent({
  category: category('urn:oid:2.16.578.1.12.4.1.1.7611', 'FU'),
  provision: {
    type: 'permit',
    period: { start: '2026-06-01', end: '2026-12-01' },
    actor: [{ reference: { reference: 'Patient/per', display: 'Per' } }],
    securityLabel: [{ system: 'urn:oid:2.16.578.1.12.4.1.1.7618', code: '1' }, { system: 'other', code: '3' }],
  },
});

describe('a choice', () => {
  it('is told from others by category, and a denial by what it does', () => {
    expect(kindOf(fullmakt)).toBe('fullmakt');
    expect(kindOf(consent({ category: category('https://helselos.no/fhir/CodeSystem/consent-kind', 'youth-access') }))).toBe('youth-access');
    expect(kindOf(consent({ provision: { type: 'deny' } }))).toBe('block');
    expect(kindOf(consent({ provision: { type: 'permit' } }))).toBe('sharing');
  });

  it('says to whom, in what, and until when', () => {
    expect(choiceOf(fullmakt, '2026-11-22')).toMatchObject({ isActive: true, actor: 'Patient/per', actorName: 'Per', areas: ['1'], until: '2026-12-01' });
  });

  it('is over the day after its end, and when it is inactive', () => {
    expect(choiceOf(fullmakt, '2026-12-01').isActive).toBe(true);
    expect(choiceOf(fullmakt, '2026-12-02').isActive).toBe(false);
    expect(choiceOf({ ...fullmakt, status: 'inactive' }, '2026-11-22').isActive).toBe(false);
  });
});

describe('the form of a fullmakt', () => {
  it('takes a number of eleven digits, with spaces as people write them', () => {
    expect(isNumberLike('178491 49822')).toBe(true);
    expect(isNumberLike('1784914982')).toBe(false);
    expect(isNumberLike('1784914982a')).toBe(false);
  });

  it('ends so many months on, and on the last day of a shorter month', () => {
    expect(endInMonths(new Date('2026-11-22T12:00:00Z'), 3)).toBe('2027-02-22');
    expect(endInMonths(new Date('2026-08-31T12:00:00Z'), 6)).toBe('2027-02-28');
  });
});
