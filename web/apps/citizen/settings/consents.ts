import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Bundle, Consent, ParametersParameter } from 'fhir/r4';
import { matches, parameters } from '@shared/api/parameters';
import { get, post } from '@shared/api/request';
import { areas, type Area } from '../acting/mayActFor';

export type ChoiceKind = 'sharing' | 'fullmakt' | 'block' | 'youth-access';

const representation = 'urn:oid:2.16.578.1.12.4.1.1.7611';
const serviceArea = 'urn:oid:2.16.578.1.12.4.1.1.7618';
const consentKind = 'https://helselos.no/fhir/CodeSystem/consent-kind';

const hasCategory = (consent: Consent, system: string, ...codes: string[]) =>
  consent.category.some((one) => one.coding?.some((coding) => coding.system === system && codes.includes(coding.code ?? '')));

export function kindOf(consent: Consent): ChoiceKind {
  if (hasCategory(consent, representation, 'FU', 'TD')) return 'fullmakt';
  if (hasCategory(consent, consentKind, 'youth-access')) return 'youth-access';
  return consent.provision?.type === 'deny' ? 'block' : 'sharing';
}

export interface Choice {
  id: string;
  kind: ChoiceKind;
  isActive: boolean;
  /** Whose choice: the giver of a fullmakt, the child. */
  patient: string;
  patientName: string;
  /** The other side: who holds the fullmakt, who is kept out. None when all personnel are. */
  actor?: string;
  actorName: string;
  areas: Area[];
  since?: string;
  until?: string;
  records: number;
}

const dayText = (instant: string | undefined) => instant?.slice(0, 10);

export function choiceOf(consent: Consent, today: string): Choice {
  const actor = consent.provision?.actor?.[0]?.reference;
  const period = consent.provision?.period;
  const until = dayText(period?.end);
  return {
    id: consent.id ?? '',
    kind: kindOf(consent),
    isActive: consent.status === 'active' && (until === undefined || until >= today),
    patient: consent.patient?.reference ?? '',
    patientName: consent.patient?.display ?? '',
    actor: actor?.reference,
    actorName: actor?.display ?? '',
    areas: (consent.provision?.securityLabel ?? []).flatMap((label) => areas.filter((area) => label.system === serviceArea && area === label.code)),
    since: period?.start ?? consent.dateTime,
    until,
    records: consent.provision?.data?.length ?? 0,
  };
}

const today = () => new Date().toISOString().slice(0, 10);

async function readChoices(query: Record<string, string>): Promise<Choice[]> {
  const found = await get<Bundle>(`/fhir/Consent?${new URLSearchParams({ ...query, _count: '200' })}`);
  return matches<Consent>(found, 'Consent')
    .map((consent) => choiceOf(consent, today()))
    .sort((one, other) => (other.since ?? '').localeCompare(one.since ?? ''));
}

const choicesKey = 'choices';

/** What was chosen about this person's record. */
export function useChoices(patient: string | undefined, kind: ChoiceKind) {
  return useQuery({
    queryKey: [choicesKey, 'of', patient],
    enabled: patient !== undefined,
    queryFn: () => readChoices({ patient: patient! }),
    select: (all) => all.filter((one) => one.kind === kind),
  });
}

/** The fullmakter somebody holds for others. */
export function useHeld(patient: string) {
  return useQuery({
    queryKey: [choicesKey, 'held', patient],
    queryFn: () => readChoices({ actor: patient }),
    select: (all) => all.filter((one) => one.kind === 'fullmakt' && one.patient !== patient),
  });
}

/** A choice is an operation; what is shown of choices, and whom one may act for, is read anew after it. */
export function useChoose<T>(operation: (given: T) => { path: string; parts: (ParametersParameter | undefined)[] }) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (given: T) => {
      const { path, parts } = operation(given);
      return post<Consent>(path, parameters(...parts));
    },
    onSuccess: () => Promise.all([choicesKey, 'may-act-for', 'who-can-see'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
}

const areaParts = (given: Area[]) => given.map((area) => ({ name: 'area', valueCode: area }));
const endPart = (end: string) => (end ? { name: 'end', valueDate: end } : undefined);

export interface Fullmakt {
  number: string;
  familyName: string;
  areas: Area[];
  end: string;
}

export const useGiveFullmakt = () =>
  useChoose(({ number, familyName, areas: given, end }: Fullmakt) => ({
    path: '/fhir/Consent/$give-fullmakt',
    parts: [{ name: 'holder-number', valueString: number }, { name: 'holder-name', valueString: familyName.trim() }, ...areaParts(given), endPart(end)],
  }));

export const useChangeFullmakt = (id: string) =>
  useChoose(({ areas: given, end }: Pick<Fullmakt, 'areas' | 'end'>) => ({ path: `/fhir/Consent/${encodeURIComponent(id)}/$change-fullmakt`, parts: [...areaParts(given), endPart(end)] }));

export const useEnd = () => useChoose((id: string) => ({ path: `/fhir/Consent/${encodeURIComponent(id)}/$end`, parts: [] }));

export interface Block {
  /** All personnel when there is none. */
  organization?: string;
  practitioner?: string;
  /** A child one acts for. */
  for?: string;
}

const referencePart = (name: string, reference: string | undefined) => (reference ? { name, valueReference: { reference } } : undefined);

export const useBlock = () =>
  useChoose((block: Block) => ({
    path: '/fhir/Consent/$block',
    parts: [
      referencePart('organization', block.organization),
      referencePart('practitioner', block.practitioner),
      block.organization || block.practitioner ? undefined : { name: 'all-personnel', valueBoolean: true },
      referencePart('for', block.for),
    ],
  }));

export const useOpenToYouth = () =>
  useChoose(({ child, end }: { child: string; end: string }) => ({ path: '/fhir/Consent/$open-to-youth', parts: [referencePart('child', child), endPart(end)] }));
