import type { Task } from 'fhir/r4';
import type { Level } from '@shared/assessment/read';

const levelOfPriority: Record<string, Level> = { stat: 'emergency', urgent: 'urgent', asap: 'routine', routine: 'selfcare' };

/** A task without a readable priority is shown as the most urgent: nothing may sink unseen. */
export const levelOfTask = (task: Task): Level => levelOfPriority[task.priority ?? ''] ?? 'emergency';
