import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FhirResource, Parameters, ParametersParameter, Task } from 'fhir/r4';
import { useEffect, useRef, useState } from 'react';
import { systems } from '@shared/api/names';
import { parameters } from '@shared/api/parameters';
import { get, post, Refusal } from '@shared/api/request';

export const closeReasons = ['done', 'not-reached', 'no-need', 'duplicate'] as const;
export type CloseReason = (typeof closeReasons)[number];

export const sharingStates = ['sent', 'opened', 'acted-on', 'forwarded', 'answered', 'closed', 'withdrawn'] as const;
export type SharingState = (typeof sharingStates)[number];

/** How far a sharing has come, as the resident sees it too. Nothing when the server does not say. */
export function stateOf(task: Task): SharingState | undefined {
  const code = task.businessStatus?.coding?.find((coding) => coding.system === systems.sharingState)?.code;
  return sharingStates.find((state) => state === code);
}

/** The resident took it back: what was answered cannot be read any more, even when the case is done. */
export const isWithdrawn = (task: Task) => stateOf(task) === 'withdrawn';

/** It came from another organisation that had it first. */
export const wasForwardedHere = (task: Task) => (task.partOf ?? []).some((one) => /(^|\/)Task\//.test(one.reference ?? ''));

/** What the resident was answered, oldest first. */
export function answersOn(task: Task): string[] {
  const isAnswer = (type: NonNullable<Task['output']>[number]['type']) => type.coding?.some((coding) => coding.code === 'answer') || type.text === 'answer';
  return (task.output ?? []).flatMap((output) => (isAnswer(output.type) && output.valueString ? [output.valueString] : []));
}

const outputOf = (task: Task, code: string) => (task.output ?? []).filter((output) => output.type.coding?.some((coding) => coding.code === code)).at(-1);

/** Why it was closed, when it was closed without an outcome. */
export const closeReasonOf = (task: Task) => closeReasons.find((reason) => reason === outputOf(task, 'close-reason')?.valueCode);

/** Where it was sent on to. */
export const forwardedTo = (task: Task) => (stateOf(task) === 'forwarded' ? outputOf(task, 'forwarded-to')?.valueReference?.reference : undefined);

// Versions that this window made: they are no news to the one who looks at it.
const ownVersions = new Set<string>();
const versionOf = (task: Task) => `${task.id}/${task.meta?.versionId ?? task.meta?.lastUpdated ?? task.lastModified ?? ''}`;

export function rememberOwn(answer: unknown) {
  const resource = answer as FhirResource | undefined;
  if (resource?.resourceType === 'Task') ownVersions.add(versionOf(resource));
}

/** Whether somebody else has changed the case since this page was opened. Own acts do not count. */
export function useChangedByOther(task: Task | undefined): { changed: boolean; seen: () => void } {
  const known = useRef<string | undefined>(undefined);
  const [changed, setChanged] = useState(false);
  const version = task && versionOf(task);
  useEffect(() => {
    if (version === undefined) return;
    if (known.current !== undefined && known.current !== version && !ownVersions.has(version)) setChanged(true);
    known.current = version;
  }, [version]);
  return { changed, seen: () => setChanged(false) };
}

/** An act on a case. What the page shows of it is fetched anew, whether the act was taken or refused. */
export function useTaskAct<T>(act: (values: T) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (values: T) => {
      const answer = await act(values);
      rememberOwn(answer);
      return answer;
    },
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['task'] }), client.invalidateQueries({ queryKey: ['worklist'] })]),
  });
}

/** The version of the case on the page: the act is refused when somebody has changed it since. */
export const seenVersion = (task: Task): ParametersParameter | undefined => (task.meta?.versionId ? { name: 'version', valueString: task.meta.versionId } : undefined);

const changedSince = [409, 412];

/** Refused because the case is no longer as it was seen. */
export const isTakenByOther = (error: unknown) => error instanceof Refusal && changedSince.includes(error.status);

export const noteOf = (note: string): ParametersParameter | undefined => (note.trim() ? { name: 'note', valueString: note.trim() } : undefined);

export const useAnswer = (task: Task) =>
  useTaskAct<string>((message) => post(`/fhir/Task/${task.id}/$answer`, parameters({ name: 'message', valueString: message.trim() }, seenVersion(task))));

export const useForward = (task: Task) =>
  useTaskAct<{ to: string; note: string }>(async ({ to, note }) => {
    await post(`/fhir/Task/${task.id}/$forward`, parameters({ name: 'to', valueReference: { reference: to } }, noteOf(note), seenVersion(task)));
    // The answer is the new case, at the other place; the own one has a version that only it can tell.
    return get<Task>(`/fhir/Task/${task.id}`).catch(() => undefined);
  });

export const useClose = (task: Task) =>
  useTaskAct<{ reason: CloseReason; note: string }>(({ reason, note }) => post(`/fhir/Task/${task.id}/$close`, parameters({ name: 'reason', valueCode: reason }, noteOf(note), seenVersion(task))));

export interface Viewer {
  name: string;
  kind: string;
  basis: string;
  until?: string;
}

export function viewersIn(answer: Parameters): Viewer[] {
  return (answer.parameter ?? [])
    .filter((one) => one.name === 'who')
    .map((who) => {
      const part = (name: string) => who.part?.find((one) => one.name === name);
      return {
        name: part('name')?.valueString ?? part('reference')?.valueReference?.display ?? '',
        kind: part('kind')?.valueCode ?? '',
        basis: part('basis')?.valueCode ?? '',
        until: part('until')?.valueDateTime,
      };
    });
}

export const useWhoCanSee = (patient: string | undefined, enabled: boolean) =>
  useQuery({
    queryKey: ['who-can-see', patient],
    enabled: patient !== undefined && enabled,
    queryFn: async () => viewersIn(await get<Parameters>(`/fhir/${patient}/$who-can-see`)),
  });
