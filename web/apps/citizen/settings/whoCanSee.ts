import { useQuery } from '@tanstack/react-query';
import type { Parameters, ParametersParameter } from 'fhir/r4';
import { get } from '@shared/api/request';

export const grounds = ['sharing', 'appointment', 'referral', 'plan', 'task', 'emergency', 'fullmakt', 'parent', 'guardian', 'youth'] as const;
export type Ground = (typeof grounds)[number];

export interface Who {
  name: string;
  reference?: string;
  kind: 'organization' | 'practitioner' | 'person';
  /** Absent when it is one these pages do not know. */
  ground?: Ground;
  until?: string;
  source?: string;
}

function whoOf(one: ParametersParameter): Who {
  const value = (name: string) => one.part?.find((inner) => inner.name === name);
  const kind = value('kind')?.valueCode;
  const basis = value('basis')?.valueCode;
  return {
    name: value('name')?.valueString ?? '',
    reference: value('reference')?.valueReference?.reference,
    kind: kind === 'organization' || kind === 'practitioner' ? kind : 'person',
    ground: grounds.find((ground) => ground === basis),
    until: value('until')?.valueDateTime,
    source: value('source')?.valueReference?.reference,
  };
}

const sameness = (who: Who) => `${who.reference ?? who.name}|${who.ground}`;

/** Each on each ground once, to the last day there is; without an end when one of them has none. */
export function whoIn(answer: Parameters): Who[] {
  const all = new Map<string, Who>();
  for (const who of (answer.parameter ?? []).filter((one) => one.name === 'who').map(whoOf)) {
    const before = all.get(sameness(who));
    const until = before && before.until && who.until ? [before.until, who.until].sort().at(-1) : before ? undefined : who.until;
    all.set(sameness(who), { ...who, until });
  }
  return [...all.values()];
}

export function useWhoCanSee(patient: string) {
  return useQuery({ queryKey: ['who-can-see', patient], queryFn: async () => whoIn(await get<Parameters>(`/fhir/${patient}/$who-can-see`)) });
}
