import type { Task } from 'fhir/r4';

export const actions = ['called-back', 'appointment', 'sent-ambulance', 'advice-given', 'other'] as const;
export type Action = (typeof actions)[number];

export interface Done {
  action: Action;
  at: string;
}

/** What personnel have done so far, in order. */
export function doneOn(task: Task): Done[] {
  return (task.output ?? []).flatMap((output) => {
    const code = output.type.coding?.map((coding) => coding.code).find((one) => actions.some((action) => action === one));
    return code && output.valueDateTime ? [{ action: code as Action, at: output.valueDateTime }] : [];
  });
}
