import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Bundle, Consent, FhirResource, Organization, Parameters, QuestionnaireResponse, Task } from 'fhir/r4';
import { systems } from './names';
import { matches, parameters, part } from './parameters';
import { get, post } from './request';

export function useRecipients(enabled: boolean) {
  return useQuery({
    queryKey: ['recipients'],
    enabled,
    queryFn: async () => {
      const type = encodeURIComponent(`${systems.organizationKind}|receives-assessments`);
      return matches<Organization>(await get<Bundle>(`/fhir/Organization?type=${type}`), 'Organization');
    },
  });
}

export interface Share {
  response: QuestionnaireResponse;
  recipient?: string;
  patient?: string;
  ownWords: string;
  medicines: string;
  pictures?: { title: string; data: string }[];
}

export interface Shared {
  consent: string;
  code?: string;
  expires?: string;
}

export function useShare() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (share: Share): Promise<Shared> => {
      const answer = await post<Parameters>(
        '/fhir/$share-assessment',
        parameters(
          { name: 'response', resource: share.response },
          share.recipient ? { name: 'recipient', valueReference: { reference: share.recipient } } : undefined,
          share.patient ? { name: 'for', valueReference: { reference: share.patient } } : undefined,
          share.ownWords.trim() ? { name: 'own-words', valueString: share.ownWords.trim() } : undefined,
          share.medicines.trim() ? { name: 'medicines', valueString: share.medicines.trim() } : undefined,
          ...(share.pictures ?? []).map(({ title, data }) => ({ name: 'picture', valueAttachment: { contentType: 'image/jpeg', data, ...(title.trim() && { title: title.trim() }) } })),
        ),
      );
      return {
        consent: part(answer, 'consent')?.valueReference?.reference ?? '',
        code: part(answer, 'code')?.valueString,
        expires: part(answer, 'expires')?.valueInstant,
      };
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['shared'] }),
  });
}

function referencesIn(value: unknown, into = new Set<string>()): Set<string> {
  if (Array.isArray(value)) value.forEach((one) => referencesIn(one, into));
  else if (value && typeof value === 'object') {
    for (const [name, inner] of Object.entries(value)) {
      if (name === 'reference' && typeof inner === 'string') into.add(inner.replace(/\/_history\/.*$/, ''));
      else referencesIn(inner, into);
    }
  }
  return into;
}

const own = (resource: FhirResource) => `${resource.resourceType}/${resource.id}`;
// Everyone's records point at the same patients and organisations: they tell nothing about what belongs together.
const tells = (reference: string) => !/^(Patient|Organization|Practitioner|PractitionerRole|RelatedPerson)\//.test(reference);

/** The tasks that a consent lets somebody work on: they point at each other or at the same assessment. What was sent on has several. */
export function tasksOf(consent: Consent, tasks: Task[]): Task[] {
  const fromConsent = referencesIn(consent);
  return tasks.filter((task) => {
    const fromTask = referencesIn(task);
    if (fromConsent.has(own(task)) || fromTask.has(own(consent))) return true;
    return [...fromTask].some((reference) => tells(reference) && fromConsent.has(reference));
  });
}

/** The first of them. */
export const taskOf = (consent: Consent, tasks: Task[]): Task | undefined => tasksOf(consent, tasks)[0];

export interface SharedOnce {
  consent: Consent;
  task?: Task;
  /** In the order they were made: the recipient first, then whoever it was sent on to. */
  tasks: Task[];
}

// A consent that shares says neither who may act for whom (Volven 7611) nor what youth may see, and denies nobody.
const isSharing = (consent: Consent) =>
  consent.provision?.type !== 'deny' &&
  !consent.category?.some((one) => one.coding?.some(({ system, code }) => system?.endsWith('.7611') || code === 'youth-access'));

/** What was shared on behalf of these patients, newest first. */
export function useShared(patients: string[]) {
  return useQuery({
    queryKey: ['shared', ...patients],
    enabled: patients.length > 0,
    refetchInterval: 20_000,
    queryFn: async (): Promise<SharedOnce[]> => {
      const all = await Promise.all(
        patients.map(async (patient) => {
          const [consents, tasks] = await Promise.all([
            get<Bundle>(`/fhir/Consent?patient=${patient}`),
            get<Bundle>(`/fhir/Task?patient=${patient}`),
          ]);
          const found = matches<Task>(tasks, 'Task');
          return matches<Consent>(consents, 'Consent')
            .filter(isSharing)
            .map((consent) => {
              const of = tasksOf(consent, found).sort((one, other) => (one.authoredOn ?? '').localeCompare(other.authoredOn ?? ''));
              return { consent, task: of.at(-1), tasks: of };
            });
        }),
      );
      return all.flat().sort((one, other) => (other.consent.dateTime ?? '').localeCompare(one.consent.dateTime ?? ''));
    },
  });
}

export function useWithdraw() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (consent: string) => post<unknown>(`/fhir/Consent/${consent}/$withdraw`, parameters()),
    onSuccess: () => client.invalidateQueries({ queryKey: ['shared'] }),
  });
}
