import type { Parameters } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { actedIn, completed, isChild, isYouth, mayFor, type Acted } from './mayActFor';

const person = (id: string, ...more: object[]) => ({ name: 'person', part: [{ name: 'patient', valueReference: { reference: `Patient/${id}`, display: id } }, ...more] });
const answer = (...parameter: object[]) => ({ resourceType: 'Parameters', parameter }) as Parameters;
const fullmakt = (...areas: string[]): Acted => ({ patient: 'Patient/g', name: 'G', basis: 'FU', areas: areas as Acted['areas'] });

describe('whom one may act for', () => {
  it('is read with ground, areas and end', () => {
    const told = answer(person('g', { name: 'birthDate', valueDate: '1941-03-02' }, { name: 'basis', valueCode: 'FU' }, { name: 'area', valueCode: '1' }, { name: 'area', valueCode: '3' }, { name: 'until', valueDate: '2027-01-01' }));
    expect(actedIn(told)).toEqual([{ patient: 'Patient/g', name: 'g', birthDate: '1941-03-02', basis: 'FU', areas: ['1', '3'], until: '2027-01-01' }]);
  });

  it('is each person once, and nobody without a reference', () => {
    expect(actedIn(answer(person('a'), person('a'), { name: 'person', part: [] }, { name: 'other' })).map((one) => one.patient)).toEqual(['Patient/a']);
  });

  it('gets from the session what was not told', () => {
    const [one] = completed([{ patient: 'Patient/e', name: '', areas: [] }], [{ patient: 'Patient/e', name: 'Emil', birthDate: '2024-01-01', gender: 'male' }]);
    expect(one).toMatchObject({ name: 'Emil', birthDate: '2024-01-01', gender: 'male' });
  });
});

describe('what is offered', () => {
  it('is what the areas of a fullmakt cover, and no more', () => {
    expect(mayFor(fullmakt('1'), 'assess')).toBe(false);
    expect(mayFor(fullmakt('3'), 'assess')).toBe(true);
    expect(mayFor(fullmakt('3'), 'read-log')).toBe(false);
    expect(mayFor(fullmakt('6'), 'read-log')).toBe(true);
  });

  it('is all for a parent', () => {
    expect(mayFor({ patient: 'Patient/e', name: 'E', basis: 'FO', areas: [] }, 'assess')).toBe(true);
  });
});

describe('ages', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  const born = (birthDate: string): Acted => ({ patient: 'Patient/x', name: 'X', basis: 'FO', areas: [], birthDate });

  it('a child is under 18', () => {
    expect(isChild(born('2008-11-23'), now)).toBe(true);
    expect(isChild(born('2008-11-22'), now)).toBe(false);
  });

  it('a youth is from the 12th birthday to the day before the 16th', () => {
    expect(isYouth(born('2014-11-23'), now)).toBe(false);
    expect(isYouth(born('2014-11-22'), now)).toBe(true);
    expect(isYouth(born('2010-11-23'), now)).toBe(true);
    expect(isYouth(born('2010-11-22'), now)).toBe(false);
  });

  it('whose age is not known is no youth', () => expect(isYouth({}, now)).toBe(false));
});
