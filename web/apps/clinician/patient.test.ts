import type { Patient, Task } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { answeredFor, factsOf, readNumber, showNumber } from './patient';

const today = new Date('2026-11-22T12:00:00Z');
const patient = (more: Partial<Patient>): Patient => ({ resourceType: 'Patient', birthDate: '2012-03-01', ...more });

describe('the facts of the banner', () => {
  it('says that someone of 14 is a child, and someone of 18 is not', () => {
    expect(factsOf(patient({}), today)).toMatchObject({ age: 14, isChild: true, isDead: false });
    expect(factsOf(patient({ birthDate: '2008-11-22' }), today).isChild).toBe(false);
  });

  it('does not take an unknown age for that of an adult or a child', () => {
    expect(factsOf(patient({ birthDate: undefined }), today)).toMatchObject({ age: undefined, isChild: false });
  });

  it('counts the age of the dead to the day they died', () => {
    expect(factsOf(patient({ birthDate: '1950-01-01', deceasedDateTime: '2020-06-01' }), today)).toMatchObject({ age: 70, isDead: true, died: '2020-06-01' });
  });

  it('marks a protected address, and only codes that mean it', () => {
    const label = (code: string) => patient({ meta: { security: [{ system: 'https://helselos.no/fhir/CodeSystem/address-protection', code }] } });
    expect(factsOf(label('6'), today).protection).toBe('6');
    expect(factsOf(label('1'), today).protection).toBeUndefined();
  });

  it('knows an identity number from a D-number', () => {
    const withNumber = patient({ identifier: [{ system: 'urn:oid:2.16.578.1.12.4.1.4.2', value: '41811200123' }] });
    expect(factsOf(withNumber, today).number).toEqual({ kind: 'd', value: '41811200123' });
  });
});

describe('who answered', () => {
  const task = (requester: string | undefined, about: string | undefined) =>
    ({ requester: requester && { reference: requester, display: 'Anita' }, for: about && { reference: about } }) as unknown as Task;

  it('is told when it was another than the one it is about', () => {
    expect(answeredFor(task('Patient/anita', 'Patient/emil'), undefined)?.name).toBe('Anita');
  });

  it('is not told when they answered themselves, or when nobody knows', () => {
    expect(answeredFor(task('Patient/anita/_history/3', 'Patient/anita'), undefined)).toBeUndefined();
    expect(answeredFor(task(undefined, undefined), undefined)).toBeUndefined();
  });
});

describe('a number that is typed', () => {
  it('is read with spaces, and refused when a digit is missing or a letter is there', () => {
    expect(readNumber('178491 49822')).toBe('17849149822');
    expect(readNumber('1784914982')).toBeUndefined();
    expect(readNumber('1784914982x')).toBeUndefined();
  });

  it('is shown so that it can be compared', () => {
    expect(showNumber('17849149822')).toBe('178491 49822');
  });
});
