import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { found, sorted, type Column, type Figures } from '../protocol/figures';
import { said, type ContentLanguage } from '../protocol/texts';
import { useAllFigures, useList } from '../protocol/useProtocols';
import { ProtocolList } from './ProtocolList';
import { Totals } from './Totals';

const columns: Column[] = ['title', 'version', 'review', 'rules', 'findings', 'cases', 'languages', 'sources', 'proof'];

function Progress({ done, of }: { done: number; of: number }) {
  const { t } = useTranslation('analyst');
  const id = useId();
  return (
    <div className="progress">
      <label htmlFor={id}>{t('list.fetching', { done, of })}</label>
      <progress id={id} value={done} max={of} />
    </div>
  );
}

function Search({ words, change }: { words: string; change: (words: string) => void }) {
  const { t } = useTranslation('analyst');
  const id = useId();
  return (
    <div className="search">
      <label className="field-label" htmlFor={id}>
        {t('list.search')}
      </label>
      <input id={id} type="search" className="text-field" value={words} onChange={(event) => change(event.target.value)} />
    </div>
  );
}

/** What is looked for and how it is sorted stands in the address, so that the way back leads to the same list. */
function useListChoice() {
  const [search, setSearch] = useSearchParams();
  const [wanted = 'title', way] = (search.get('sorter') ?? '').split('-ned');
  const column = columns.find((one) => one === wanted) ?? 'title';
  const downwards = way !== undefined;
  const set = (words: string, sort: string) => setSearch({ ...(words && { sok: words }), ...(sort !== 'title' && { sorter: sort }) }, { replace: true });
  const words = search.get('sok') ?? '';
  const now = `${column}${downwards ? '-ned' : ''}`;
  return {
    words,
    column,
    downwards,
    look: (text: string) => set(text, now),
    // Numbers are most telling from the top: the first press on them sorts downwards.
    sortBy: (next: Column) => set(words, next === column ? `${next}${downwards ? '' : '-ned'}` : next === 'title' ? next : `${next}-ned`),
  };
}

export function ProtocolsPage() {
  const { t, i18n } = useTranslation('analyst');
  const list = useList();
  const ids = (list.data ?? []).map((entry) => entry.id);
  const answers = useAllFigures(ids);
  const choice = useListChoice();
  const all = answers.flatMap((answer): Figures[] => (answer.data ? [answer.data] : []));
  const failed = answers.find((answer) => answer.error);
  const titleOf = (figures: Figures) => said(figures.title, i18n.language as ContentLanguage).text;
  const shown = sorted(found(all, choice.words), choice.column, choice.downwards, titleOf);
  const again = () => void Promise.all(answers.filter((answer) => answer.error).map((answer) => answer.refetch()));
  return (
    <div className="sheet">
      <PageHeading>{t('list.heading')}</PageHeading>
      <p className="lead">{t('list.lead')}</p>
      {list.isPending && <Waiting />}
      {list.error && <Trouble error={list.error} again={() => void list.refetch()} />}
      {failed && <Trouble error={failed.error} again={again} />}
      {all.length > 0 && <Totals all={all} of={ids.length} />}
      {list.data && all.length < ids.length && !failed && <Progress done={all.length} of={ids.length} />}
      <p className="sr-only" role="status">
        {list.data && all.length === ids.length ? t('list.fetched', { count: ids.length }) : ''}
      </p>
      {all.length > 0 && (
        <>
          <Search words={choice.words} change={choice.look} />
          {shown.length > 0 ? <ProtocolList shown={shown} titleOf={titleOf} {...choice} /> : <p className="empty">{t('list.none')}</p>}
        </>
      )}
    </div>
  );
}
