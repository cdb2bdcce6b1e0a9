import type { Consent, Task } from 'fhir/r4';

/** How far what was shared has come. */
export const states = ['sent', 'opened', 'acted-on', 'forwarded', 'answered', 'closed', 'withdrawn'] as const;
export type State = (typeof states)[number];

const system = 'https://helselos.no/fhir/CodeSystem/sharing-state';
const ofStatus: Record<string, State> = { requested: 'sent', received: 'opened', 'in-progress': 'acted-on', completed: 'closed', cancelled: 'withdrawn' };

/** As the recipient has set it; of a task without, what its status says. */
export function stateOf(task: Task): State {
  const code = task.businessStatus?.coding?.find((one) => one.system === system)?.code;
  return states.find((one) => one === code) ?? ofStatus[task.status] ?? 'sent';
}

const steps = ['sent', 'opened', 'acted-on', 'closed'] as const;
export type Step = (typeof steps)[number];
export const stepsShown = steps;
const stepOf: Record<State, number> = { sent: 0, opened: 1, 'acted-on': 2, answered: 2, forwarded: 3, closed: 3, withdrawn: 0 };
export const stepReached = (state: State): number => stepOf[state];

const isOutput = (code: string) => (output: NonNullable<Task['output']>[number]) => output.type.text === code || output.type.coding?.some((one) => one.code === code);

/** What the recipients wrote back, the first first. */
export const answersOf = (task: Task): string[] => (task.output ?? []).filter(isOutput('answer')).flatMap((one) => one.valueString ?? []);

/** Where it was sent on to. */
export const forwardedTo = (task: Task): string | undefined => (task.output ?? []).find(isOutput('forwarded-to'))?.valueReference?.reference;

export const picturesOf = (task: Task): number => (task.input ?? []).filter((one) => one.type.coding?.some((coding) => coding.code === 'picture')).length;

/** How far the recipient had come when it was withdrawn, and so what stays with them. */
export const reaches = ['nobody', 'not-opened', 'opened', 'journaled'] as const;
export type Reach = (typeof reaches)[number];

export function reachOf(consent: Consent): Reach | undefined {
  const stays = consent.extension?.find((one) => one.url.endsWith('/stays-with-recipient'));
  const code = stays?.extension?.find((one) => one.url === 'reached')?.valueCode;
  return reaches.find((one) => one === code);
}
