import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Bundle, Organization } from 'fhir/r4';
import { useDeferredValue, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { systems } from '@shared/api/names';
import { matches } from '@shared/api/parameters';
import { get } from '@shared/api/request';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { FieldFault } from './FieldFault';

export interface Found {
  reference: string;
  name: string;
  place: string;
}

const shownMax = 20;

export const foundOf = (one: Organization): Found => ({ reference: `Organization/${one.id}`, name: one.name ?? '', place: one.address?.[0]?.city ?? '' });

function addressOf(name: string, city: string, receiving: boolean): string {
  const query = new URLSearchParams({
    ...(receiving && { type: `${systems.organizationKind}|receives-assessments` }),
    ...(name && { 'name:contains': name }),
    ...(city && { 'address-city': city }),
    _count: String(shownMax + 1),
  });
  return `/fhir/Organization?${query}`;
}

/** Organisations of the register: those that fit what is typed, those that take assessments only when asked for. */
function useOrganizations(name: string, city: string, receiving: boolean) {
  return useQuery({
    queryKey: ['organizations', name, city, receiving],
    queryFn: async () => matches<Organization>(await get<Bundle>(addressOf(name, city, receiving)), 'Organization').map(foundOf),
    placeholderData: keepPreviousData,
    staleTime: 5 * 60_000,
  });
}

interface Props {
  legend: string;
  receiving: boolean;
  chosen: Found | undefined;
  choose: (found: Found) => void;
  fault?: string;
  /** Said when the whole register has none. */
  none?: string;
}

function SearchField({ label, value, change }: { label: string; value: string; change: (text: string) => void }) {
  const id = useId();
  return (
    <div>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input id={id} type="search" className="text-field" maxLength={80} autoComplete="off" value={value} onChange={(event) => change(event.target.value)} />
    </div>
  );
}

/** Search by name and place, and one of what is found chosen. */
export function OrganizationSearch({ legend, receiving, chosen, choose, fault, none }: Props) {
  const { t: say } = useTranslation('citizen');
  const [name, setName] = useState('');
  const [city, setCity] = useState('');
  const found = useOrganizations(useDeferredValue(name.trim()), useDeferredValue(city.trim()), receiving);
  const id = useId();
  const listed = (found.data ?? []).slice(0, shownMax);
  const all = chosen && !listed.some((one) => one.reference === chosen.reference) ? [chosen, ...listed] : listed;
  return (
    <fieldset className="choices">
      <legend className="field-label">{legend}</legend>
      <FieldFault id={`${id}-fault`} text={fault} />
      <div className="field-pair">
        <SearchField label={say('find.name')} value={name} change={setName} />
        <SearchField label={say('find.city')} value={city} change={setCity} />
      </div>
      <p role="status" className="hint">
        {found.data && (found.data.length > shownMax ? say('find.many', { count: shownMax }) : say('find.count', { count: found.data.length }))}
      </p>
      {none && found.data?.length === 0 && !name && !city && <p>{none}</p>}
      {found.isPending && <Waiting />}
      {found.error && <Trouble error={found.error} again={() => void found.refetch()} />}
      <div className="choices__list">
        {all.map((one) => (
          <label key={one.reference} className="choice">
            <input type="radio" name={id} checked={chosen?.reference === one.reference} onChange={() => choose(one)} aria-invalid={fault !== undefined} aria-describedby={fault ? `${id}-fault` : undefined} />
            <span className="choice__words">
              {one.name}
              {one.place && <span className="choice__help">{one.place}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
