import type { Task } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { stateOf } from '../case';

/** How far the case has come: as the resident sees it, else by the task's own status. */
export function StateWords({ task }: { task: Task }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('clinician');
  const state = stateOf(task);
  return <>{state ? say(`state.${state}`) : t(`standing.${task.status as 'requested' | 'received' | 'in-progress' | 'completed' | 'cancelled'}`)}</>;
}
