import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ValueSet } from 'fhir/r4';
import { valueSets } from './names';
import { get } from './request';

export interface Choice {
  system: string;
  code: string;
  display: string;
}

const filterCharactersMax = 120;

function expand(url: string, filter: string, language: string): Promise<Choice[]> {
  const query = new URLSearchParams({ url, displayLanguage: language });
  const wanted = filter.trim().slice(0, filterCharactersMax);
  if (wanted) query.set('filter', wanted);
  return get<ValueSet>(`/fhir/ValueSet/$expand?${query}`).then((valueSet) =>
    (valueSet.expansion?.contains ?? []).map((one) => ({
      system: one.system ?? '',
      code: one.code ?? '',
      display: one.display ?? one.code ?? '',
    })),
  );
}

export function useComplaints(filter: string, language: string) {
  return useQuery({
    queryKey: ['complaints', filter.trim(), language],
    queryFn: () => expand(valueSets.complaint, filter, language),
    placeholderData: keepPreviousData,
  });
}

export function useIcpc2(filter: string, language: string) {
  return useQuery({
    queryKey: ['icpc-2', filter.trim(), language],
    queryFn: () => expand(valueSets.icpc2, filter, language),
    placeholderData: keepPreviousData,
    enabled: filter.trim().length > 0,
  });
}
