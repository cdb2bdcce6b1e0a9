import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Bundle, Organization } from 'fhir/r4';
import { systems } from '@shared/api/names';
import { matches } from '@shared/api/parameters';
import { get } from '@shared/api/request';

export interface Recipient {
  reference: string;
  name: string;
  place: string;
  herId?: string;
}

const kind = encodeURIComponent(`${systems.organizationKind}|receives-assessments`);
const hitsMax = 20;

export const recipientOf = (one: Organization): Recipient => ({
  reference: `Organization/${one.id}`,
  name: one.name ?? '',
  place: one.address?.[0]?.city ?? '',
  herId: one.identifier?.find((identifier) => identifier.system === systems.herId)?.value,
});

/** Organisations that receive assessments, whose name begins as typed. */
export function useRecipientsNamed(typed: string, enabled: boolean) {
  const name = typed.trim();
  return useQuery({
    queryKey: ['recipients-named', name],
    enabled,
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const asked = name ? `&name=${encodeURIComponent(name)}` : '';
      const bundle = await get<Bundle>(`/fhir/Organization?type=${kind}${asked}&_count=${hitsMax}`);
      return matches<Organization>(bundle, 'Organization').map(recipientOf);
    },
  });
}
