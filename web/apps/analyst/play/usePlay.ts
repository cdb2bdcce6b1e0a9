import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { createContext, useState } from 'react';
import { useSearchParams } from 'react-router';
import { readQuestionnaire, type AppliedRule } from '@shared/api/apply';
import type { Protocol, StoredCase } from '../protocol/model';
import { holdInterview, type Interview } from './interview';
import { putToPlan } from './judge';
import { personOf, type Person, type Rest } from './person';

const rests: Record<string, Rest> = { nei: 'no', 'vet-ikke': 'unknown', apen: 'open' };
export const restInAddress = (rest: Rest) => Object.keys(rests).find((one) => rests[one] === rest)!;

/** Who is being tried, and what the program says about them. */
export interface Play {
  person?: Person;
  /** The stored case, when it is one that was not changed. */
  stored?: StoredCase;
  number?: number;
  applied?: AppliedRule[];
  interview?: Interview;
  error?: Error;
  busy: boolean;
  again: () => void;
  chooseCase: (number: number, rest: Rest) => void;
  change: (person: Person) => void;
  end: () => void;
}

export const useQuestionnaire = (complaint: string) =>
  useQuery({ queryKey: ['questionnaire', complaint], queryFn: () => readQuestionnaire(complaint), staleTime: Infinity });

function useAnswersOfProgram(protocol: Protocol, person: Person | undefined, language: string) {
  const questionnaire = useQuestionnaire(protocol.complaint);
  const key = [protocol.complaint, person];
  const applied = useQuery({
    queryKey: ['applied', ...key],
    queryFn: () => putToPlan(person!, protocol, questionnaire.data!),
    enabled: person !== undefined && questionnaire.data !== undefined,
    placeholderData: keepPreviousData,
  });
  const interview = useQuery({
    queryKey: ['interview', ...key, language],
    queryFn: () => holdInterview(person!, protocol, language),
    enabled: person !== undefined,
    placeholderData: keepPreviousData,
  });
  return { questionnaire, applied, interview };
}

/** A stored case stands in the address; a person of one's own does not: what is answered stays on the page. */
export function usePlay(protocol: Protocol, language: string): Play {
  const [search, setSearch] = useSearchParams();
  const [own, setOwn] = useState<Person>();
  const number = Number(search.get('sak') ?? NaN);
  const stored = protocol.cases[number - 1];
  const rest = rests[search.get('resten') ?? ''] ?? stored?.unlisted ?? 'no';
  const person = own ?? (stored && personOf(stored, protocol, rest));
  const { questionnaire, applied, interview } = useAnswersOfProgram(protocol, person, language);
  const queries = [questionnaire, applied, interview];
  const put = (values: Record<string, string>, replace = false) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        for (const name of ['sak', 'resten']) next.delete(name);
        for (const [name, value] of Object.entries(values)) next.set(name, value);
        return next;
      },
      { replace, preventScrollReset: true },
    );
  return {
    ...(person && { person }),
    ...(!own && stored && { stored, number }),
    ...(person && { applied: applied.data, interview: interview.data }),
    error: (person && queries.find((one) => one.error)?.error) || undefined,
    busy: person !== undefined && queries.some((one) => one.isFetching),
    again: () => void Promise.all(queries.filter((one) => one.error).map((one) => one.refetch())),
    chooseCase: (next, how) => {
      setOwn(undefined);
      put({ sak: String(next), resten: restInAddress(how) });
    },
    change: (next) => {
      setOwn(next);
      put({}, true);
    },
    end: () => {
      setOwn(undefined);
      put({});
    },
  };
}

export const PlayContext = createContext<Play | undefined>(undefined);

/** The rules that hold or were not ruled out, by id. Self-care is told by the plan always, and counts only when nothing else does. */
export const firedRules = (play: Play | undefined) => new Map((play?.applied ?? []).map((one) => [one.id, one]));

const silent = new Set(['no', 'unknown', '']);

/** What the person has told, other than "no" and "don't know". */
export const toldFindings = (play: Play | undefined) => new Set(Object.entries(play?.person?.answers ?? {}).flatMap(([id, answer]) => (silent.has(answer) ? [] : [id])));
