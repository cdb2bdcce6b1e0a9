import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { AuditEvent, Bundle, Parameters, Task } from 'fhir/r4';
import { matches, parameters } from '@shared/api/parameters';
import { get, post } from '@shared/api/request';
import { entryOf, type LogEntry } from './entry';
import { since, type Period } from './filter';

// Four pages of the longest kind the server gives. Who has more is told so, and chooses a shorter time.
const pageRows = 500;
const pagesMax = 4;

export interface Log {
  entries: LogEntry[];
  /** There is more, older than the last of these. */
  isCut: boolean;
}

// The next page's address is made for the outside; behind a proxy only its question is ours.
function nextOf(bundle: Bundle): string | undefined {
  const next = bundle.link?.find((link) => link.relation === 'next')?.url;
  return next && `/fhir/AuditEvent?${next.split('?')[1] ?? ''}`;
}

async function readLog(patient: string, period: Period, own: string): Promise<Log> {
  const from = since(period, new Date());
  const query = new URLSearchParams({ patient, _count: String(pageRows), ...(from && { date: `ge${from.toISOString()}` }) });
  const entries: LogEntry[] = [];
  let page: string | undefined = `/fhir/AuditEvent?${query}`;
  for (let pages = 0; page !== undefined && pages < pagesMax; ++pages) {
    const bundle: Bundle = await get<Bundle>(page);
    entries.push(...matches<AuditEvent>(bundle, 'AuditEvent').map((event) => entryOf(event, { own })));
    page = nextOf(bundle);
  }
  entries.sort((one, other) => other.at.localeCompare(one.at));
  return { entries, isCut: page !== undefined };
}

export function useLog(patient: string | undefined, period: Period, own: string) {
  return useQuery({ queryKey: ['log', patient, period, own], enabled: patient !== undefined, queryFn: () => readLog(patient!, period, own) });
}

export function useLogEntry(id: string, own: string) {
  return useQuery({ queryKey: ['log-entry', id, own], queryFn: async () => entryOf(await get<AuditEvent>(`/fhir/AuditEvent/${encodeURIComponent(id)}`), { own }) });
}

/** A question about a row of the log, or a report of suspected snooping, and what was answered. */
export interface Question {
  id: string;
  entry: string;
  asked: string;
  text: string;
  isReport: boolean;
  isAnswered: boolean;
  answer?: string;
}

const codesOf = (task: Task) => [...(task.code?.coding ?? []), ...(task.reasonCode?.coding ?? [])].map((one) => one.code);
const inputOf = (task: Task, name: string) => task.input?.find((one) => one.type.text === name || one.type.coding?.some((coding) => coding.code === name));
const answerOf = (task: Task) => task.output?.find((one) => one.type.text === 'answer' || one.type.coding?.some((coding) => coding.code === 'answer'))?.valueString;

export function questionOf(task: Task): Question {
  const answer = answerOf(task);
  return {
    id: task.id ?? '',
    entry: task.focus?.identifier?.value ?? task.focus?.reference?.split('/')[1] ?? '',
    asked: task.authoredOn ?? '',
    text: inputOf(task, 'question')?.valueString ?? task.description ?? '',
    isReport: inputOf(task, 'suspected-snooping')?.valueBoolean === true || codesOf(task).includes('suspected-snooping'),
    isAnswered: task.status === 'completed' || answer !== undefined,
    answer,
  };
}

export function useQuestions(patient: string | undefined) {
  return useQuery({
    queryKey: ['log-questions', patient],
    enabled: patient !== undefined,
    queryFn: async () => {
      const found = await get<Bundle>(`/fhir/Task?${new URLSearchParams({ patient: patient!, code: 'log-question' })}`);
      return matches<Task>(found, 'Task')
        .map(questionOf)
        .sort((one, other) => other.asked.localeCompare(one.asked));
    },
  });
}

export interface Asked {
  entry: string;
  text: string;
  isReport: boolean;
}

export function useAsk() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ entry, text, isReport }: Asked) =>
      post<Parameters | Task>(
        `/fhir/AuditEvent/${encodeURIComponent(entry)}/$ask`,
        parameters({ name: 'question', valueString: text.trim() }, { name: 'suspected-snooping', valueBoolean: isReport }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['log-questions'] }),
  });
}
