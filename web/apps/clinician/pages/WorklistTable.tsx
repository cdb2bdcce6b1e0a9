import Icon from '@helsenorge/designsystem-react/components/Icon';
import Forward from '@helsenorge/designsystem-react/components/Icons/Forward';
import type { Task } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { personInWords } from '@shared/interview/reading';
import { screensOf } from '@shared/interview/screens';
import { shortTime, span } from '@shared/language/when';
import { LevelBadge } from '@shared/parts/LevelBadge';
import { wasForwardedHere } from '../case';
import { useNow } from '../now';
import { levelOfGroup, levelOfTask, type Priority } from '../parts/priority';
import { StateWords } from '../parts/StateWords';
import { TimeLeft } from '../parts/TimeLeft';
import { usePersonName, useResponse } from '../worklist';

export interface Group {
  /** None: a list that is not in priorities. */
  priority?: Priority;
  tasks: Task[];
}

function PersonCell({ task }: { task: Task }) {
  const { t, i18n } = useTranslation();
  const response = useResponse(task);
  const name = usePersonName(task);
  const told = response.data ? personInWords(screensOf(response.data), t, i18n.language) : '';
  return (
    <>
      <span className="cell-main">{name ?? (task.for ? t('worklist.known') : t('worklist.anonymous'))}</span>
      <span className="cell-more">{told || ' '}</span>
    </>
  );
}

function Row({ task, now }: { task: Task; now: Date }) {
  const { t, i18n } = useTranslation();
  const { t: say } = useTranslation('clinician');
  const navigate = useNavigate();
  const done = task.status === 'completed';
  const since = task.authoredOn ? span(now.getTime() - new Date(task.authoredOn).getTime(), i18n.language) : '';
  return (
    <tr className={`row row--${levelOfTask(task)} level--${levelOfTask(task)}`} onClick={() => void navigate(`/sak/${task.id}`)}>
      <td data-name={t('worklist.level')}>
        <LevelBadge level={levelOfTask(task)} />
      </td>
      <td data-name={t('worklist.complaint')}>
        <Link className="cell-main" to={`/sak/${task.id}`} onClick={(event) => event.stopPropagation()}>
          {task.description ?? t('shared.assessment')}
        </Link>
      </td>
      <td data-name={t('worklist.person')}>
        <PersonCell task={task} />
      </td>
      <td data-name={t('worklist.waited')}>
        <span className="cell-main">{since}</span>
        <span className="cell-more">{task.authoredOn && shortTime(task.authoredOn, i18n.language)}</span>
      </td>
      <td data-name={t('worklist.limit')}>{done ? <span className="quiet">–</span> : <TimeLeft end={task.restriction?.period?.end} now={now} />}</td>
      <td data-name={t('worklist.status')}>
        <StateWords task={task} />
        {wasForwardedHere(task) && (
          <span className="cell-more forwarded">
            <Icon svgIcon={Forward} size={20} color="currentColor" /> {say('queue.forwarded-here')}
          </span>
        )}
      </td>
    </tr>
  );
}

const columns = ['worklist.level', 'worklist.complaint', 'worklist.person', 'worklist.waited', 'worklist.limit', 'worklist.status'] as const;

export function WorklistTable({ groups }: { groups: Group[] }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('clinician');
  const now = useNow();
  return (
    <table className="worklist">
      <caption className="sr-only">{t('worklist.caption')}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {t(column)}
            </th>
          ))}
        </tr>
      </thead>
      {groups.map(({ priority, tasks }) => (
        <tbody key={priority ?? 'all'} className={priority && `level--${levelOfGroup[priority]}`}>
          {priority && (
            <tr className="group">
              <th colSpan={columns.length} scope="rowgroup">
                <span className="priority__number">{priority}</span> {say(`queue.priority-${priority}`)} <span className="quiet">({tasks.length})</span>
              </th>
            </tr>
          )}
          {tasks.map((task) => (
            <Row key={task.id} task={task} now={now} />
          ))}
        </tbody>
      ))}
    </table>
  );
}
