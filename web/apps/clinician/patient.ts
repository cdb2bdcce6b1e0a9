import type { Patient, QuestionnaireResponse, Task } from 'fhir/r4';
import { systems } from '@shared/api/names';
import { ageInYears } from '@shared/language/when';

export type NumberKind = 'birth' | 'd' | 'other';

const numberKinds: Record<string, NumberKind> = {
  'urn:oid:2.16.578.1.12.4.1.4.1': 'birth',
  'urn:oid:2.16.578.1.12.4.1.4.2': 'd',
};
const adultYears = 18;

export interface PatientFacts {
  age?: number;
  isChild: boolean;
  isDead: boolean;
  /** The day of death, when it is known. */
  died?: string;
  /** Code 6 is strictly confidential, code 7 confidential. */
  protection?: '6' | '7';
  number?: { kind: NumberKind; value: string };
}

export function factsOf(patient: Patient, today: Date): PatientFacts {
  const label = patient.meta?.security?.find((one) => one.system === systems.addressProtection)?.code;
  const identifier = patient.identifier?.find((one) => numberKinds[one.system ?? ''] !== undefined) ?? patient.identifier?.find((one) => one.use === 'official');
  const last = new Date(patient.deceasedDateTime ?? today);
  const age = patient.birthDate ? ageInYears(patient.birthDate, Number.isNaN(last.getTime()) ? today : last) : undefined;
  return {
    age,
    isChild: age !== undefined && age < adultYears,
    isDead: patient.deceasedBoolean === true || patient.deceasedDateTime !== undefined,
    died: patient.deceasedDateTime,
    ...(label === '6' || label === '7' ? { protection: label } : {}),
    ...(identifier?.value && { number: { kind: numberKinds[identifier.system ?? ''] ?? 'other', value: identifier.value } }),
  };
}

const isSame = (one: string | undefined, other: string | undefined) => one !== undefined && one.replace(/\/_history\/.*$/, '') === other?.replace(/\/_history\/.*$/, '');

/** Who answered for the person, when it was not they themselves: the name, or an empty one when it is not told. */
export function answeredFor(task: Task, response: QuestionnaireResponse | undefined): { name: string; reference?: string } | undefined {
  const who = task.requester ?? response?.source;
  if (!who?.reference || !task.for?.reference || isSame(who.reference, task.for.reference)) return undefined;
  return { name: who.display ?? '', reference: who.reference };
}

const numberDigits = 11;

/** What was typed, without spaces; nothing when it cannot be an identity number. */
export function readNumber(typed: string): string | undefined {
  const digits = typed.replace(/[\s.-]/g, '');
  return digits.length === numberDigits && /^\d+$/.test(digits) ? digits : undefined;
}

/** "178491 49822", as it is read aloud and compared. */
export const showNumber = (number: string) => (number.length === numberDigits ? `${number.slice(0, 6)} ${number.slice(6)}` : number);
