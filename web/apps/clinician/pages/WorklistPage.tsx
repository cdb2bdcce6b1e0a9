import classNames from 'classnames';
import type { Task } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { personInWords } from '@shared/interview/reading';
import { screensOf } from '@shared/interview/screens';
import { shortTime, span } from '@shared/language/when';
import { LevelBadge } from '@shared/parts/LevelBadge';
import { byUrgency, statuses, usePersonName, useResponse, useWorklist, type WorklistPart } from '../worklist';
import { useNow } from '../now';
import { levelOfTask } from '../parts/priority';
import { TimeLeft } from '../parts/TimeLeft';
import { CodeField } from './CodeField';

const parts = Object.keys(statuses) as WorklistPart[];

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
      <td data-name={t('worklist.status')}>{t(`standing.${task.status as 'requested' | 'received' | 'in-progress' | 'completed'}`)}</td>
    </tr>
  );
}

function Table({ tasks }: { tasks: Task[] }) {
  const { t } = useTranslation();
  const now = useNow();
  return (
    <table className="worklist">
      <caption className="sr-only">{t('worklist.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('worklist.level')}</th>
          <th scope="col">{t('worklist.complaint')}</th>
          <th scope="col">{t('worklist.person')}</th>
          <th scope="col">{t('worklist.waited')}</th>
          <th scope="col">{t('worklist.limit')}</th>
          <th scope="col">{t('worklist.status')}</th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <Row key={task.id} task={task} now={now} />
        ))}
      </tbody>
    </table>
  );
}

export function WorklistPage({ organization }: { organization: string | undefined }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const wanted = search.get('vis');
  const show = parts.find((one) => one === wanted) ?? 'new';
  const counted = { new: useWorklist(organization, 'new'), opened: useWorklist(organization, 'opened'), done: useWorklist(organization, 'done') };
  const worklist = counted[show];
  const tasks = [...(worklist.data ?? [])].sort(byUrgency);
  return (
    <div className="sheet">
      <div className="worklist-top">
        <PageHeading>{t('worklist.heading')}</PageHeading>
        <CodeField />
      </div>
      <div className="filters" role="group" aria-label={t('worklist.filter')}>
        {parts.map((part) => (
          <button key={part} type="button" className={classNames('filter', { 'filter--on': part === show })} aria-pressed={part === show} onClick={() => setSearch({ vis: part })}>
            {t(`worklist.${part}`)} <span className="filter__count">{counted[part].data?.length ?? '…'}</span>
          </button>
        ))}
        <span className="filters__live quiet">{t('worklist.live')}</span>
      </div>
      {worklist.isPending && organization && <Waiting />}
      {!organization && <p className="empty">{t('worklist.no-organization')}</p>}
      {worklist.error && <Trouble error={worklist.error} again={() => void worklist.refetch()} />}
      {worklist.data && (tasks.length > 0 ? <Table tasks={tasks} /> : <p className="empty">{t(`worklist.empty-${show}`)}</p>)}
    </div>
  );
}
