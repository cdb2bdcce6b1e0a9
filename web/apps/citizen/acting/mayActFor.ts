import type { Parameters, ParametersParameter } from 'fhir/r4';
import type { Represented } from '@shared/api/session';
import { ageInYears } from '@shared/language/when';

/** On what ground one acts for somebody (Volven 7611): parent, guardian, fullmakt. */
export const bases = ['FO', 'VE', 'FU'] as const;
export type Basis = (typeof bases)[number];

/** Service areas of a fullmakt (Volven 7618); the last is all of them. */
export const areas = ['1', '2', '3', '4', '5', '6'] as const;
export type Area = (typeof areas)[number];
export const allAreas: Area = '6';

export interface Acted {
  patient: string;
  name: string;
  birthDate?: string;
  gender?: string;
  /** Absent when only the session told of the person. */
  basis?: Basis;
  areas: Area[];
  until?: string;
}

const partsOf = (person: ParametersParameter, name: string) => (person.part ?? []).filter((one) => one.name === name);

function actedOf(person: ParametersParameter): Acted[] {
  const [patient] = partsOf(person, 'patient').map((one) => one.valueReference);
  if (!patient?.reference) return [];
  const basis = partsOf(person, 'basis')[0]?.valueCode;
  return [
    {
      patient: patient.reference,
      name: patient.display ?? '',
      birthDate: partsOf(person, 'birthDate')[0]?.valueDate,
      basis: bases.find((one) => one === basis),
      areas: partsOf(person, 'area').flatMap((one) => areas.filter((area) => area === one.valueCode)),
      until: partsOf(person, 'until')[0]?.valueDate,
    },
  ];
}

/** Each person once: who is both parent and guardian acts on the first ground that is told. */
export function actedIn(answer: Parameters): Acted[] {
  const all = (answer.parameter ?? []).filter((one) => one.name === 'person').flatMap(actedOf);
  return all.filter((one, index) => all.findIndex((other) => other.patient === one.patient) === index);
}

/** What the session knows besides: the name when it was not told, and the sex that the questions begin with. */
export function completed(acted: Acted[], represents: Represented[]): Acted[] {
  return acted.map((one) => {
    const known = represents.find((other) => other.patient === one.patient);
    return { ...one, name: one.name || (known?.name ?? ''), birthDate: one.birthDate ?? known?.birthDate, gender: known?.gender };
  });
}

/** What one can do for another: assess how serious something is and share it; read records and who saw them. */
export type Act = 'assess' | 'read-log';
const areasOf: Record<Act, Area[]> = { assess: ['3'], 'read-log': ['1', '2'] };

/** Whether it is offered. The server decides all the same. */
export function mayFor({ basis, areas: given }: Acted, act: Act): boolean {
  return basis !== 'FU' || given.includes(allAreas) || areasOf[act].some((area) => given.includes(area));
}

const adultYears = 18;
/** Between these ages a child has secrets of their own from those who act for them. */
const youthFrom = 12;
const youthTo = 16;

export function ageOf(person: { birthDate?: string }, now: Date): number | undefined {
  return person.birthDate ? ageInYears(person.birthDate, now) : undefined;
}

export const isChild = (person: Acted, now: Date) => (person.basis === 'FO' && !person.birthDate) || (ageOf(person, now) ?? adultYears) < adultYears;

export function isYouth(person: { birthDate?: string }, now: Date): boolean {
  const age = ageOf(person, now);
  return age !== undefined && age >= youthFrom && age < youthTo;
}
