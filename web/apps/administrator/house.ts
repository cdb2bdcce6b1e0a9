import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Bundle, CapabilityStatement, Organization, Parameters, ParametersParameter } from 'fhir/r4';
import { systems } from '@shared/api/names';
import { matches } from '@shared/api/parameters';
import { get } from '@shared/api/request';

const partOf = (one: ParametersParameter, name: string) => one.part?.find((part) => part.name === name);
const listed = (answer: Parameters, name: string) => (answer.parameter ?? []).filter((one) => one.name === name);

export interface SealedDay {
  date: string;
  rows: number;
  seal?: string;
  signedBy?: string;
}

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);

export const daysIn = (answer: Parameters): SealedDay[] =>
  listed(answer, 'day')
    .map((day) => ({
      date: partOf(day, 'date')?.valueDate ?? '',
      rows: partOf(day, 'rows')?.valueInteger ?? 0,
      seal: partOf(day, 'seal')?.valueString,
      signedBy: partOf(day, 'signed-by')?.valueString,
    }))
    .filter((day) => isDay(day.date))
    .sort((one, other) => one.date.localeCompare(other.date));

const hasMore = (answer: Parameters) => (answer.parameter ?? []).some((one) => one.name === 'more' && one.valueBoolean === true);

/** The closed days of the log, oldest first, the newest page at once and older ones when asked for. */
export function useSealedDays() {
  const pages = useInfiniteQuery({
    queryKey: ['sealed-days'],
    initialPageParam: '',
    queryFn: ({ pageParam }) => get<Parameters>(`/fhir/$sealed-days${pageParam && `?before=${pageParam}`}`),
    getNextPageParam: (last) => (hasMore(last) ? daysIn(last)[0]?.date : undefined),
  });
  const days = pages.data?.pages.flatMap(daysIn).sort((one, other) => one.date.localeCompare(other.date));
  return { ...pages, days };
}

export interface SigningKey {
  use: string;
  kid: string;
  algorithm: string;
  since?: string;
}

export const keysIn = (answer: Parameters): SigningKey[] =>
  listed(answer, 'key').map((key) => ({
    use: partOf(key, 'use')?.valueCode ?? '',
    kid: partOf(key, 'kid')?.valueString ?? '',
    algorithm: partOf(key, 'algorithm')?.valueString ?? '',
    since: partOf(key, 'since')?.valueInstant,
  }));

export const useSigningKeys = () => useQuery({ queryKey: ['signing-keys'], queryFn: async () => keysIn(await get<Parameters>('/fhir/$signing-keys')) });

export interface SignedInSession {
  kind: string;
  role: string;
  name: string;
  organization: string;
  since: string;
}

export const sessionsIn = (answer: Parameters): SignedInSession[] =>
  listed(answer, 'session').map((session) => ({
    kind: partOf(session, 'kind')?.valueCode ?? partOf(session, 'kind')?.valueString ?? '',
    role: partOf(session, 'role')?.valueCode ?? '',
    name: partOf(session, 'name')?.valueString ?? '',
    organization: partOf(session, 'organization')?.valueString ?? '',
    since: partOf(session, 'since')?.valueInstant ?? '',
  }));

const refreshMs = 20_000;

export const useSignedIn = () =>
  useQuery({ queryKey: ['signed-in'], refetchInterval: refreshMs, queryFn: async () => sessionsIn(await get<Parameters>('/fhir/$signed-in')) });

export interface RoleGroup {
  role: string;
  sessions: SignedInSession[];
}

/** By kind of caller, the largest group first; those who signed in last stand first in each. */
export function byRole(sessions: SignedInSession[]): RoleGroup[] {
  const groups = new Map<string, SignedInSession[]>();
  for (const session of sessions) {
    const role = session.kind || session.role;
    groups.set(role, [...(groups.get(role) ?? []), session]);
  }
  return [...groups]
    .map(([role, all]) => ({ role, sessions: all.sort((one, other) => other.since.localeCompare(one.since)) }))
    .sort((one, other) => other.sessions.length - one.sessions.length || one.role.localeCompare(other.role));
}

export interface Place {
  id: string;
  name: string;
  city: string;
  herId: string;
  number: string;
  active: boolean;
  receives: boolean;
}

export function placeOf(one: Organization): Place {
  const identifier = (system: string) => one.identifier?.find((id) => id.system === system)?.value ?? '';
  const isReceiver = one.type?.some((type) => type.coding?.some((coding) => coding.system === systems.organizationKind && coding.code === 'receives-assessments'));
  return {
    id: one.id ?? '',
    name: one.name ?? '',
    city: one.address?.[0]?.city ?? '',
    herId: identifier(systems.herId),
    number: identifier(systems.organizationNumber),
    // Only what is said to be inactive is so (http://hl7.org/fhir/R4/organization-definitions.html#Organization.active).
    active: one.active !== false,
    receives: isReceiver === true,
  };
}

export interface Places {
  places: Place[];
  total?: number;
  next?: string;
}

const pageSize = 50;

/** The address of the next page is made for the outside; behind a proxy only its question is ours. */
const nextOf = (bundle: Bundle) => {
  const question = bundle.link?.find((link) => link.relation === 'next')?.url.split('?')[1];
  return question ? `/fhir/Organization?${question}` : undefined;
};

export async function readPlaces(address: string): Promise<Places> {
  const bundle = await get<Bundle>(address);
  return { places: matches<Organization>(bundle, 'Organization').map(placeOf), total: bundle.total, next: nextOf(bundle) };
}

const herIdDigits = /^\d{2,12}$/;

/** Digits are looked up as a number (HER-id or organisation number), all else as the beginning of a name. */
export function placesAddress(typed: string, activeOnly: boolean): string {
  const wanted = typed.trim();
  const question = new URLSearchParams({ _count: String(pageSize), _sort: 'name' });
  if (herIdDigits.test(wanted)) question.set('identifier', wanted);
  else if (wanted) question.set('name', wanted);
  if (activeOnly) question.set('active', 'true');
  return `/fhir/Organization?${question}`;
}

export const usePlacesPage = (address: string) => useQuery({ queryKey: ['places-page', address], queryFn: () => readPlaces(address), placeholderData: keepPreviousData });

export interface Build {
  name: string;
  version: string;
  released?: string;
  fhir: string;
  description: string;
}

export const buildOf = (statement: CapabilityStatement): Build => ({
  name: statement.software?.name ?? '',
  version: statement.software?.version ?? '',
  released: statement.software?.releaseDate,
  fhir: statement.fhirVersion ?? '',
  description: statement.implementation?.description ?? '',
});

export const useBuild = () => useQuery({ queryKey: ['build'], staleTime: Infinity, queryFn: async () => buildOf(await get<CapabilityStatement>('/fhir/metadata')) });
