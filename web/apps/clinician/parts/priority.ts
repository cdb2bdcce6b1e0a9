import type { Task } from 'fhir/r4';
import { extension } from '@shared/api/names';
import type { Level } from '@shared/assessment/read';

const levelOfPriority: Record<string, Level> = { stat: 'emergency', urgent: 'urgent', asap: 'routine', routine: 'selfcare' };

/** A task without a readable priority is shown as the most urgent: nothing may sink unseen. */
export const levelOfTask = (task: Task): Level => levelOfPriority[task.priority ?? ''] ?? 'emergency';

/** 1 at once, 2 within hours, 3 within a day, 4 soon on a weekday, 5 contact was chosen though self-care was advised. */
export const priorities = [1, 2, 3, 4, 5] as const;
export type Priority = (typeof priorities)[number];

const priorityOfLevel: Record<Level, Priority> = { emergency: 1, urgent: 2, routine: 4, selfcare: 5 };

/** What the server says, else what the level calls for; the most urgent when neither can be read. */
export function priorityOf(task: Task): Priority {
  const said = task.extension?.find((one) => one.url === extension('worklist-priority'))?.valueInteger;
  return priorities.find((one) => one === said) ?? priorityOfLevel[levelOfTask(task)];
}

/** The colours of a priority are those of the level it stands for. */
export const levelOfGroup: Record<Priority, Level> = { 1: 'emergency', 2: 'urgent', 3: 'urgent', 4: 'routine', 5: 'selfcare' };
