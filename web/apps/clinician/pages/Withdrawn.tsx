import type { Task } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '@shared/frame/PageHeading';
import { DoneList } from '@shared/parts/DoneList';
import { outcomeOf } from '../worklist';
import { Recorded } from './Outcome';

/** What is left of a case the resident has withdrawn: what was answered is out of reach, what was recorded here stays. */
export function Withdrawn({ task }: { task: Task }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('clinician');
  return (
    <div className="withdrawn">
      <PageHeading>{task.description ?? t('shared.assessment')}</PageHeading>
      {task.for?.display && <p className="withdrawn__person">{task.for.display}</p>}
      <section className="box">
        <h2>{say('state.withdrawn')}</h2>
        <p>{say('case.withdrawn')}</p>
        {!outcomeOf(task) && <DoneList task={task} heading={t('act.done-so-far')} />}
      </section>
      {outcomeOf(task) && <Recorded task={task} />}
    </div>
  );
}
