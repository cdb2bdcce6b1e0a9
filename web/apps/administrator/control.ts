import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Bundle, Task } from 'fhir/r4';
import { matches, parameters } from '@shared/api/parameters';
import { get, post } from '@shared/api/request';

const refreshMs = 30_000;
export const findings = ['justified', 'not-justified', 'unclear'] as const;
export type Finding = (typeof findings)[number];

const pagesMax = 20;
const pageSize = 100;

/** All pages of a list. The address of the next is made for the outside; behind a proxy only its question is ours. */
async function tasksIn(operation: string, more = ''): Promise<Task[]> {
  const found: Task[] = [];
  let question: string | undefined = `_count=${pageSize}${more}`;
  for (let pages = 0; question !== undefined && pages < pagesMax; ++pages) {
    const bundle: Bundle = await get<Bundle>(`/fhir/Task/${operation}?${question}`);
    found.push(...matches<Task>(bundle, 'Task'));
    question = bundle.link?.find((link) => link.relation === 'next')?.url.split('?')[1];
  }
  return found;
}

/** What residents ask about their log, the one that has waited longest first. */
export const useQuestions = () =>
  useQuery({
    queryKey: ['log-questions'],
    refetchInterval: refreshMs,
    queryFn: async () => (await tasksIn('$log-questions')).sort((one, other) => (one.authoredOn ?? '').localeCompare(other.authoredOn ?? '')),
  });

export const useAccesses = (reviewed: boolean) =>
  useQuery({
    queryKey: ['emergency-accesses', reviewed],
    refetchInterval: refreshMs,
    queryFn: async () => (await tasksIn('$emergency-accesses', `&reviewed=${reviewed}`)).sort((one, other) => (other.authoredOn ?? '').localeCompare(one.authoredOn ?? '')),
  });

function useThen<T>(act: (values: T) => Promise<unknown>, key: string) {
  const client = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => client.invalidateQueries({ queryKey: [key] }) });
}

export const useAnswerQuestion = (id: string) =>
  useThen<string>((answer) => post(`/fhir/Task/${id}/$answer-log-question`, parameters({ name: 'answer', valueString: answer.trim() })), 'log-questions');

export const useReview = (id: string) =>
  useThen<{ finding: Finding; note: string }>(
    ({ finding, note }) =>
      post(`/fhir/Task/${id}/$review-emergency-access`, parameters({ name: 'finding', valueCode: finding }, note.trim() ? { name: 'note', valueString: note.trim() } : undefined)),
    'emergency-accesses',
  );

type Entry = NonNullable<Task['input']>[number];

const says = (entry: Entry, names: string[]) => names.some((name) => entry.type.text === name || entry.type.coding?.some((coding) => coding.code === name));
const textIn = (entries: Entry[] | undefined, names: string[]) => {
  const found = entries?.find((entry) => says(entry, names));
  return found?.valueString ?? found?.valueCode ?? found?.valueCodeableConcept?.coding?.[0]?.code ?? found?.valueCoding?.code;
};

export interface Question {
  id: string;
  asked: string;
  question: string;
  suspected: boolean;
  /** The log entry it is about, as the log calls it. */
  entry: string;
}

export function questionOf(task: Task): Question {
  const suspected = task.input?.some((entry) => says(entry, ['suspected-snooping']) && entry.valueBoolean === true);
  return {
    id: task.id ?? '',
    asked: task.authoredOn ?? '',
    question: textIn(task.input, ['question']) ?? task.description ?? '',
    suspected: suspected === true,
    entry: task.focus?.identifier?.value ?? task.focus?.reference ?? '',
  };
}

const reasons = ['life-threatening', 'unconscious', 'cannot-consent', 'other'] as const;

export interface Access {
  id: string;
  when: string;
  until?: string;
  who: string;
  organization: string;
  whom: string;
  reason?: (typeof reasons)[number];
  note: string;
  finding?: Finding;
  findingNote: string;
}

export function accessOf(task: Task): Access {
  const coded = task.reasonCode?.coding?.map((coding) => coding.code) ?? [];
  const finding = textIn(task.output, ['finding']);
  return {
    id: task.id ?? '',
    when: task.authoredOn ?? task.restriction?.period?.start ?? '',
    until: task.restriction?.period?.end,
    who: task.requester?.display ?? task.requester?.reference ?? '',
    organization: task.restriction?.recipient?.[0]?.display ?? '',
    whom: task.for?.display ?? task.for?.reference ?? '',
    reason: reasons.find((one) => coded.includes(one)),
    note: task.note?.[0]?.text ?? '',
    finding: findings.find((one) => one === finding),
    findingNote: textIn(task.output, ['review-note']) ?? '',
  };
}
