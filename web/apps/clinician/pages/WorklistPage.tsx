import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import classNames from 'classnames';
import type { Patient, Task } from 'fhir/r4';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { priorities, priorityOf, type Priority } from '../parts/priority';
import { PriorityPicture } from '../parts/PriorityPicture';
import { byUrgency, nameOf, statuses, useWorklist, type WorklistPart } from '../worklist';
import { ChangeNotice, useChanges } from './ChangeNotice';
import { CodeField } from './CodeField';
import { WorklistTable, type Group } from './WorklistTable';

const parts = Object.keys(statuses) as WorklistPart[];

export function countsOf(tasks: Task[]): Record<Priority, number> {
  const counts: Record<Priority, number> = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 };
  for (const task of tasks) counts[priorityOf(task)] += 1;
  return counts;
}

/** What waits is in priorities; what is done is the newest first, since nobody has to hurry to it. */
export function groupsOf(tasks: Task[], show: WorklistPart): Group[] {
  if (show === 'done') return [{ tasks: [...tasks].sort((one, other) => (other.lastModified ?? '').localeCompare(one.lastModified ?? '')) }];
  const sorted = [...tasks].sort(byUrgency);
  return priorities.map((priority) => ({ priority, tasks: sorted.filter((task) => priorityOf(task) === priority) })).filter((group) => group.tasks.length > 0);
}

/** The words a case can be filtered by: the complaint, and the name as far as the page has read it. */
function wordsOf(task: Task, client: QueryClient): string {
  const patient = client.getQueryData<Patient>(['resource', task.for?.reference]);
  return [task.description, task.for?.display, nameOf(patient)].filter(Boolean).join(' ').toLocaleLowerCase('nb');
}

interface Filter {
  show: WorklistPart;
  priority: Priority | undefined;
}

function useFilter(): [Filter, (filter: Filter) => void] {
  const [search, setSearch] = useSearchParams();
  const show = parts.find((one) => one === search.get('vis')) ?? 'new';
  const priority = priorities.find((one) => String(one) === search.get('prioritet'));
  return [{ show, priority }, (to) => setSearch({ vis: to.show, ...(to.priority && { prioritet: String(to.priority) }) }, { replace: true })];
}

function FilterField({ text, change }: { text: string; change: (text: string) => void }) {
  const { t } = useTranslation('clinician');
  return (
    <label className="filters__field">
      <span className="sr-only">{t('queue.search')}</span>
      <input type="search" className="text-field" placeholder={t('queue.search')} value={text} onChange={(event) => change(event.target.value)} autoComplete="off" maxLength={60} />
    </label>
  );
}

export function WorklistPage({ organization }: { organization: string | undefined }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('clinician');
  const client = useQueryClient();
  const [filter, setFilter] = useFilter();
  const [text, setText] = useState('');
  const worklist = useWorklist(organization);
  const { changes, seen } = useChanges(worklist.data);
  const all = worklist.data?.[filter.show] ?? [];
  const fits = (task: Task) => (filter.priority === undefined || priorityOf(task) === filter.priority) && wordsOf(task, client).includes(text.trim().toLocaleLowerCase('nb'));
  const shown = all.filter(fits);
  const clear = () => {
    setText('');
    setFilter({ ...filter, priority: undefined });
  };
  return (
    <div className="sheet">
      <div className="worklist-top">
        <PageHeading>{t('worklist.heading')}</PageHeading>
        <CodeField />
      </div>
      {organization && <PriorityPicture counts={countsOf(all)} chosen={filter.priority} choose={(priority) => setFilter({ ...filter, priority })} />}
      <div className="filters" role="group" aria-label={t('worklist.filter')}>
        {parts.map((part) => (
          <button key={part} type="button" className={classNames('filter', { 'filter--on': part === filter.show })} aria-pressed={part === filter.show} onClick={() => setFilter({ ...filter, show: part })}>
            {t(`worklist.${part}`)} <span className="filter__count">{worklist.data?.[part].length ?? '…'}</span>
          </button>
        ))}
        <FilterField text={text} change={setText} />
        <span className="filters__live quiet">{t('worklist.live')}</span>
      </div>
      <ChangeNotice changes={changes} seen={seen} />
      {worklist.isPending && organization && !worklist.error && <Waiting />}
      {!organization && <p className="empty">{t('worklist.no-organization')}</p>}
      {worklist.error && <Trouble error={worklist.error} again={worklist.again} />}
      {shown.length > 0 && <WorklistTable groups={groupsOf(shown, filter.show)} />}
      {worklist.data && shown.length === 0 && (
        <div className="empty">
          <p>{all.length === 0 ? t(`worklist.empty-${filter.show}`) : say('queue.none-fit')}</p>
          {all.length > 0 && (
            <button type="button" className="plain-button" onClick={clear}>
              {say('queue.show-all')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
