import { useQuery } from '@tanstack/react-query';
import type { Parameters, ParametersParameter } from 'fhir/r4';
import type { Level } from '../assessment/read';
import { get } from './request';

/** Somebody an assessment can be shared with. */
export interface Recipient {
  reference: string;
  name: string;
  /** For this person and this assessment; others only can be chosen. */
  isProposed: boolean;
  /** One's own general practitioner. */
  isOwn: boolean;
}

const named = (parts: ParametersParameter[] | undefined, name: string) => parts?.find((one) => one.name === name);

function recipientOf({ part }: ParametersParameter): Recipient {
  const recipient = named(part, 'recipient')?.valueReference;
  return {
    reference: recipient?.reference ?? '',
    name: recipient?.display ?? '',
    isProposed: named(part, 'proposed')?.valueBoolean === true,
    isOwn: named(part, 'rule')?.valueString === 'own-general-practitioner',
  };
}

/** As the server puts them: the best first. One without reference or name cannot be chosen. */
export const recipientsIn = (answer: Parameters): Recipient[] =>
  (answer.parameter ?? [])
    .filter((one) => one.name === 'choice')
    .map(recipientOf)
    .filter((one) => one.reference && one.name);

export interface Wanted {
  patient: string;
  level: Level;
  complaint: string;
}

export const useProposed = ({ patient, level, complaint }: Wanted) =>
  useQuery({
    queryKey: ['recipients', patient, level, complaint],
    queryFn: async () => {
      const query = new URLSearchParams({ patient, level, complaint });
      return recipientsIn(await get<Parameters>(`/fhir/Organization/$recipients?${query}`)).filter((one) => one.isProposed);
    },
  });
