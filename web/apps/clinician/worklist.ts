import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Bundle, Coding, HealthcareService, Patient, QuestionnaireResponse, RiskAssessment, Task } from 'fhir/r4';
import type { Action } from '@shared/api/done';
import { systems } from '@shared/api/names';
import { matches, parameters, resourceIn } from '@shared/api/parameters';
import { get, post } from '@shared/api/request';
import { isWithdrawn, noteOf, seenVersion, useTaskAct } from './case';
import { priorityOf } from './parts/priority';

const refreshMs = 10_000;

export const statuses = { new: ['requested'], opened: ['received', 'in-progress'], done: ['completed'] } as const;
export type WorklistPart = keyof typeof statuses;

/** Who a case may be sent to so that it comes here: the organisation, and each service it offers. */
function useOwners(organization: string | undefined) {
  return useQuery({
    queryKey: ['owners', organization],
    enabled: organization !== undefined,
    staleTime: Infinity,
    queryFn: async () => {
      const services = matches<HealthcareService>(await get<Bundle>(`/fhir/HealthcareService?organization=${organization}&_count=100`), 'HealthcareService');
      return [organization, ...services.map((one) => `HealthcareService/${one.id}`)].join(',');
    },
  });
}

const listedMax = 200;

/** All parts of the worklist at one look, so that a case that moves is never in two of them or in none. */
export function useWorklist(organization: string | undefined) {
  const owners = useOwners(organization);
  const asked = useQuery({
    queryKey: ['worklist', owners.data],
    enabled: owners.data !== undefined,
    refetchInterval: refreshMs,
    queryFn: async (): Promise<Record<WorklistPart, Task[]>> => {
      const find = async (status: string, sort: string) => matches<Task>(await get<Bundle>(`/fhir/Task?owner=${owners.data}&status=${status}&_sort=${sort}&_count=${listedMax}`), 'Task');
      // What is done is asked for last: a case that is finished meanwhile is then seen there, and the open one gives way.
      const open = await find([...statuses.new, ...statuses.opened].join(','), 'priority,authored-on');
      const done = await find(statuses.done.join(','), '-modified');
      const finished = new Set(done.map((task) => task.id));
      const still = open.filter((task) => !finished.has(task.id));
      return { new: still.filter((task) => task.status === 'requested'), opened: still.filter((task) => task.status !== 'requested'), done };
    },
  });
  return { ...asked, error: asked.error ?? owners.error, again: () => void (owners.error ? owners.refetch() : asked.refetch()) };
}

/** Most urgent first, then who has waited longest. */
export function byUrgency(one: Task, other: Task): number {
  const urgency = priorityOf(one) - priorityOf(other);
  return urgency !== 0 ? urgency : (one.authoredOn ?? '').localeCompare(other.authoredOn ?? '');
}

export function inputOf(task: Task, code: string) {
  return task.input?.find((input) => input.type.coding?.some((coding) => coding.system === systems.taskInput && coding.code === code));
}

export function useTask(id: string) {
  return useQuery({ queryKey: ['task', id], queryFn: () => get<Task>(`/fhir/Task/${id}`), refetchInterval: refreshMs });
}

const relative = (reference: string | undefined) => reference?.match(/[A-Z]\w+\/[A-Za-z0-9.-]+(\/_history\/\w+)?$/)?.[0];

export function useResource<T>(reference: string | undefined) {
  const path = relative(reference);
  // What was assessed never changes; one reading is enough.
  return useQuery({ queryKey: ['resource', path], enabled: path !== undefined, queryFn: () => get<T>(`/fhir/${path}`), staleTime: Infinity });
}

export const useAssessed = (task: Task | undefined) => useResource<RiskAssessment>(task?.focus?.reference);

/** What the resident answered. Not asked for when it is withdrawn: nobody here may read it then. */
export const useResponse = (task: Task | undefined) =>
  useResource<QuestionnaireResponse>(task && !isWithdrawn(task) ? inputOf(task, 'response')?.valueReference?.reference : undefined);

/** The person's name: from the task when it says it, else from their record. */
export function usePersonName(task: Task): string | undefined {
  const patient = useResource<Patient>(task.for?.display ? undefined : task.for?.reference);
  return task.for?.display ?? nameOf(patient.data);
}

export function nameOf(patient: Patient | undefined): string | undefined {
  const name = patient?.name?.find((one) => one.use === 'official') ?? patient?.name?.[0];
  return name?.text ?? (name && [...(name.given ?? []), name.family].filter(Boolean).join(' '));
}

/** What personnel recorded: the newest assessment among the task's output. */
export const useOutcome = (task: Task | undefined) => useResource<RiskAssessment>(outcomeOf(task));

export const outcomeOf = (task: Task | undefined) =>
  task?.output
    ?.map((one) => one.valueReference?.reference)
    .filter((one) => one?.includes('RiskAssessment/'))
    .at(-1);

export const useOpen = (id: string) => useTaskAct<void>(() => post(`/fhir/Task/${id}/$open`, parameters()));

export const useAct = (task: Task) =>
  useTaskAct<{ action: Action; note: string }>(({ action, note }) =>
    post(
      `/fhir/Task/${task.id}/$act`,
      parameters({ name: 'action', valueCode: action }, noteOf(note), seenVersion(task)),
    ),
  );

export const useRecordOutcome = (task: Task) =>
  useTaskAct<{ level: string; icpc2: Coding; note: string }>(({ level, icpc2, note }) =>
    post(
      `/fhir/Task/${task.id}/$record-outcome`,
      parameters(
        { name: 'level', valueCode: level },
        { name: 'icpc2', valueCoding: icpc2 },
        noteOf(note),
        seenVersion(task),
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
