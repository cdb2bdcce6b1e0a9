import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Bundle, Coding, Patient, QuestionnaireResponse, RiskAssessment, Task } from 'fhir/r4';
import type { Action } from '@shared/api/done';
import { systems } from '@shared/api/names';
import { matches, parameters, resourceIn } from '@shared/api/parameters';
import { get, post } from '@shared/api/request';

const refreshMs = 10_000;

export const statuses = { new: ['requested'], opened: ['received', 'in-progress'], done: ['completed'] } as const;
export type WorklistPart = keyof typeof statuses;

export function useWorklist(organization: string | undefined, show: WorklistPart) {
  return useQuery({
    queryKey: ['worklist', organization, show],
    enabled: organization !== undefined,
    refetchInterval: refreshMs,
    queryFn: async () => {
      const query = `owner=${organization}&status=${statuses[show].join(',')}&_sort=priority,authored-on&_count=200`;
      return matches<Task>(await get<Bundle>(`/fhir/Task?${query}`), 'Task');
    },
  });
}

const orderOf: Record<string, number> = { stat: 0, urgent: 1, asap: 2, routine: 3 };

/** Most urgent first, then who has waited longest. */
export function byUrgency(one: Task, other: Task): number {
  const urgency = (orderOf[one.priority ?? 'routine'] ?? 3) - (orderOf[other.priority ?? 'routine'] ?? 3);
  return urgency !== 0 ? urgency : (one.authoredOn ?? '').localeCompare(other.authoredOn ?? '');
}

export function inputOf(task: Task, code: string) {
  return task.input?.find((input) => input.type.coding?.some((coding) => coding.system === systems.taskInput && coding.code === code));
}

export function useTask(id: string) {
  return useQuery({ queryKey: ['task', id], queryFn: () => get<Task>(`/fhir/Task/${id}`), refetchInterval: refreshMs });
}

const relative = (reference: string | undefined) => reference?.match(/[A-Z]\w+\/[A-Za-z0-9.-]+(\/_history\/\w+)?$/)?.[0];

function useResource<T>(reference: string | undefined) {
  const path = relative(reference);
  // What was assessed never changes; one reading is enough.
  return useQuery({ queryKey: ['resource', path], enabled: path !== undefined, queryFn: () => get<T>(`/fhir/${path}`), staleTime: Infinity });
}

export const useAssessed = (task: Task | undefined) => useResource<RiskAssessment>(task?.focus?.reference);

export const useResponse = (task: Task | undefined) =>
  useResource<QuestionnaireResponse>(task && inputOf(task, 'response')?.valueReference?.reference);

/** The person's name: from the task when it says it, else from their record. */
export function usePersonName(task: Task): string | undefined {
  const patient = useResource<Patient>(task.for?.display ? undefined : task.for?.reference);
  const name = patient.data?.name?.[0];
  return task.for?.display ?? name?.text ?? (name && [...(name.given ?? []), name.family].filter(Boolean).join(' '));
}

/** What personnel recorded: the newest assessment among the task's output. */
export function useOutcome(task: Task | undefined) {
  const output = task?.output?.map((one) => one.valueReference?.reference).filter((one) => one?.includes('RiskAssessment/'));
  return useResource<RiskAssessment>(output?.at(-1));
}

function useTaskAct<T>(act: (values: T) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () =>
      Promise.all([client.invalidateQueries({ queryKey: ['task'] }), client.invalidateQueries({ queryKey: ['worklist'] })]),
  });
}

export const useOpen = (id: string) => useTaskAct<void>(() => post(`/fhir/Task/${id}/$open`, parameters()));

export const useAct = (id: string) =>
  useTaskAct<{ action: Action; note: string }>(({ action, note }) =>
    post(
      `/fhir/Task/${id}/$act`,
      parameters({ name: 'action', valueCode: action }, note.trim() ? { name: 'note', valueString: note.trim() } : undefined),
    ),
  );

export const useRecordOutcome = (id: string) =>
  useTaskAct<{ level: string; icpc2: Coding; note: string }>(({ level, icpc2, note }) =>
    post(
      `/fhir/Task/${id}/$record-outcome`,
      parameters(
        { name: 'level', valueCode: level },
        { name: 'icpc2', valueCoding: icpc2 },
        note.trim() ? { name: 'note', valueString: note.trim() } : undefined,
      ),
    ),
  );

export function useRedeem() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (code: string) =>
      resourceIn<Task>(await post('/fhir/$redeem-code', parameters({ name: 'code', valueString: code })), 'Task'),
    onSuccess: () => client.invalidateQueries({ queryKey: ['worklist'] }),
  });
}
