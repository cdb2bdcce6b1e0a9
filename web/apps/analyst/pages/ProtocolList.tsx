import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { LevelBar } from '../parts/LevelBar';
import { ReviewMark } from '../parts/ReviewMark';
import type { Column, Figures } from '../protocol/figures';
import { contentLanguages } from '../protocol/texts';

interface Props {
  shown: Figures[];
  titleOf: (figures: Figures) => string;
  column: Column;
  downwards: boolean;
  sortBy: (column: Column) => void;
}

function Languages({ figures }: { figures: Figures }) {
  const { t } = useTranslation('analyst');
  const lacking = contentLanguages.filter((language) => figures.missing[language] > 0);
  if (lacking.length === 0) return <>{t('list.complete')}</>;
  return <span className="lacking">{lacking.map((language) => t('list.lacks', { language, count: figures.missing[language] })).join(', ')}</span>;
}

function Row({ figures, title, most }: { figures: Figures; title: string; most: number }) {
  const { t } = useTranslation('analyst');
  return (
    <tr>
      <th scope="row">
        <Link to={`/protokoll/${figures.complaint}`}>{title}</Link>
        <span className="id">{figures.complaint}</span>
      </th>
      <td data-name={t('list.version')}>{figures.version}</td>
      <td data-name={t('list.review')}>
        <ReviewMark review={figures.review} />
      </td>
      <td data-name={t('list.rules')} className="list__rules">
        <span className="list__name" aria-hidden="true">
          {t('list.rules')}
        </span>
        <span className="number">{figures.rulesTotal}</span>
        <LevelBar counts={figures.rules} most={most} />
      </td>
      <td data-name={t('list.findings')} className="number">
        {figures.findings.length}
      </td>
      <td data-name={t('list.cases')} className="number">
        {figures.cases}
      </td>
      <td data-name={t('list.languages')}>
        <Languages figures={figures} />
      </td>
      <td data-name={t('list.sources')} className="number">
        {t('totals.part', { count: figures.sourcesRead, of: figures.sources })}
      </td>
      <td data-name={t('list.proof')}>{t(figures.hasProof ? 'list.proved-here' : 'list.proved-at-build')}</td>
    </tr>
  );
}

export function ProtocolList({ shown, titleOf, column, downwards, sortBy }: Props) {
  const { t } = useTranslation('analyst');
  const most = Math.max(...shown.map((figures) => figures.rulesTotal));
  const columns: Column[] = ['title', 'version', 'review', 'rules', 'findings', 'cases', 'languages', 'sources', 'proof'];
  return (
    <>
      <p className="sr-only" role="status">
        {t('list.shown', { count: shown.length })}
      </p>
      <table className="list">
        <caption className="sr-only">{t('list.caption')}</caption>
        <thead>
          <tr>
            {columns.map((one) => (
              <th key={one} scope="col" aria-sort={one === column ? (downwards ? 'descending' : 'ascending') : undefined}>
                <button type="button" className="sort" onClick={() => sortBy(one)}>
                  {t(`list.${one}`)}
                  <span className="sort__way" aria-hidden="true">
                    {one !== column ? '↕' : downwards ? '↓' : '↑'}
                  </span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((figures) => (
            <Row key={figures.complaint} figures={figures} title={titleOf(figures)} most={most} />
          ))}
        </tbody>
      </table>
    </>
  );
}
