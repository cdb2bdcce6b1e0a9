import Button from '@helsenorge/designsystem-react/components/Button';
import classNames from 'classnames';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { localeOf } from '@shared/language/start';
import { date } from '@shared/language/when';
import { monthsOf, sealOf, unsealedBefore, type Cell, type Month, type Seal } from '../calendar';
import { useSealedDays, type SealedDay } from '../house';

// A store of many years is looked through by page; a page of days is never more than this.
const monthsShown = 120;
const tallest = 20;

const signs: Record<Seal, string> = { signed: '✓✓', sealed: '✓', unsealed: '!', none: '' };
const seals = ['signed', 'sealed', 'unsealed'] as const;

const whole = (number: number, language: string) => new Intl.NumberFormat(localeOf(language)).format(number);

function Day({ cell }: { cell: Cell }) {
  const { i18n } = useTranslation();
  const { t } = useTranslation('administrator');
  const height = cell.rows > 0 ? Math.max(1, cell.share * tallest) : 0;
  return (
    <td className={classNames('day', `day--${cell.seal}`)}>
      <span className="day__number" aria-hidden="true">
        {cell.day}
      </span>
      <svg className="day__bar" viewBox={`0 0 10 ${tallest}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <rect y={tallest - height} width="10" height={height} />
      </svg>
      <span className="day__sign" aria-hidden="true">
        {signs[cell.seal]}
      </span>
      <span className="sr-only">
        {date(cell.date, i18n.language)}: {cell.seal === 'none' ? t('sealed.nothing') : t('sealed.day', { rows: whole(cell.rows, i18n.language), state: t(`sealed.${cell.seal}`) })}
      </span>
    </td>
  );
}

// A Monday, from which the names of the days are made.
const monday = Date.UTC(2026, 0, 5, 12);
const dayMs = 86_400_000;

function MonthPicture({ month }: { month: Month }) {
  const { i18n } = useTranslation();
  const dayName = (style: 'narrow' | 'long', at: number) => new Intl.DateTimeFormat(localeOf(i18n.language), { weekday: style, timeZone: 'UTC' }).format(monday + at * dayMs);
  const name = new Intl.DateTimeFormat(localeOf(i18n.language), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month.month}-15T12:00:00Z`));
  return (
    <table className="month">
      <caption>{name}</caption>
      <thead>
        <tr>
          {Array.from({ length: 7 }, (_, at) => (
            <th key={at} scope="col" abbr={dayName('long', at)}>
              {dayName('narrow', at)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {month.weeks.map((week, at) => (
          <tr key={at}>{week.map((cell, day) => (cell ? <Day key={cell.date} cell={cell} /> : <td key={day} className="day day--outside" />))}</tr>
        ))}
      </tbody>
    </table>
  );
}

function Legend() {
  const { t } = useTranslation('administrator');
  return (
    <ul className="legend" aria-label={t('sealed.legend')}>
      {seals.map((seal) => (
        <li key={seal}>
          <span className={`legend__box day--${seal}`}>{signs[seal]}</span> {t(`sealed.${seal}`)}
        </li>
      ))}
      <li>{t('sealed.bars')}</li>
    </ul>
  );
}

function DayTable({ days }: { days: SealedDay[] }) {
  const { i18n } = useTranslation();
  const { t } = useTranslation('administrator');
  return (
    <table className="rows rows--cards">
      <caption className="sr-only">{t('place.sealed')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('sealed.date')}</th>
          <th scope="col">{t('sealed.rows')}</th>
          <th scope="col">{t('sealed.state')}</th>
          <th scope="col">{t('sealed.seal')}</th>
          <th scope="col">{t('sealed.signed-by')}</th>
        </tr>
      </thead>
      <tbody>
        {[...days].reverse().map((day) => {
          const seal = sealOf(day);
          return (
            <tr key={day.date}>
              <th scope="row">{date(day.date, i18n.language)}</th>
              <td data-name={t('sealed.rows')}>{whole(day.rows, i18n.language)}</td>
              <td data-name={t('sealed.state')}>{seal === 'none' ? '–' : t(`sealed.${seal}`)}</td>
              <td data-name={t('sealed.seal')}>{day.seal ? <code className="long">{day.seal}</code> : '–'}</td>
              <td data-name={t('sealed.signed-by')}>{day.signedBy ? <code className="long">{day.signedBy}</code> : '–'}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Which days of the log of who saw what are sealed, and how much was done on each. */
export function SealedPage() {
  const { i18n } = useTranslation();
  const { t } = useTranslation('administrator');
  const asked = useSealedDays();
  const [asTable, setAsTable] = useState(false);
  const days = asked.days ?? [];
  const open = unsealedBefore(days, new Date());
  return (
    <div className="sheet">
      <PageHeading>{t('place.sealed')}</PageHeading>
      <p className="quiet lead">{t('sealed.lead')}</p>
      {asked.isPending && <Waiting />}
      {asked.error && <Trouble error={asked.error} again={() => void asked.refetch()} />}
      {asked.data && days.length === 0 && <p className="empty">{t('sealed.none')}</p>}
      {open.length > 0 && (
        <div className="look" role="note">
          <p>
            <strong>{t('overview.unsealed', { count: open.length })}</strong> {open.slice(0, 5).map((day) => date(day.date, i18n.language)).join(', ')}
          </p>
          <p>{t('sealed.look')}</p>
        </div>
      )}
      {days.length > 0 && (
        <>
          <div className="tools">
            <Legend />
            <button type="button" className="plain-button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {t(asTable ? 'sealed.as-picture' : 'sealed.as-table')}
            </button>
          </div>
          {asTable ? <DayTable days={days} /> : <div className="months">{monthsOf(days, monthsShown).map((month) => <MonthPicture key={month.month} month={month} />)}</div>}
          {asked.hasNextPage && (
            <p className="more-rows">
              <Button variant="outline" onClick={() => void asked.fetchNextPage()}>
                {t('sealed.older')}
              </Button>
            </p>
          )}
        </>
      )}
    </div>
  );
}
