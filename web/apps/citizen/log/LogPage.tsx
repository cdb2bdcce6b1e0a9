import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { date } from '@shared/language/when';
import { YouthNote } from '../youth/YouthNote';
import { OwnPage, type Shown } from '../parts/OwnPage';
import { byDay, visitsOf, type Deed, type Visit } from './entry';
import { addressOf, barsOf, filterIn, filtered, namesIn, since } from './filter';
import { LogFilter } from './LogFilter';
import { LogPicture } from './LogPicture';
import { useLog, useQuestions } from './readLog';
import { timeOf, useLogWords } from './words';

const shownAtOnce = 25;

function DeedLine({ deed }: { deed: Deed }) {
  const { t: say } = useTranslation('citizen');
  const words = useLogWords();
  const { newest, count } = deed;
  return (
    <li>
      <Link to={`/hvem-har-sett/${encodeURIComponent(newest.id)}`}>
        {words.what(newest)}
        <span className="sr-only">
          , {words.who(newest)}, {timeOf(newest.at)}
        </span>
      </Link>
      {count > 1 && <span className="quiet"> ({say('log.times', { count })})</span>}
    </li>
  );
}

function VisitRow({ visit, asked }: { visit: Visit; asked: Set<string> }) {
  const { t: say } = useTranslation('citizen');
  const words = useLogWords();
  const { newest, first, deeds } = visit;
  const [from, to] = [timeOf(first), timeOf(newest.at)];
  const marked = newest.wasStopped ? ' visit--stopped' : newest.isEmergency ? ' visit--emergency' : '';
  const wasAsked = deeds.some((deed) => asked.has(deed.newest.id));
  return (
    <li className={`visit${marked}`}>
      <p className="visit__when">{from === to ? to : `${from}–${to}`}</p>
      <div className="visit__body">
        <p className="visit__marks">
          {newest.wasStopped && <span className="mark-tag mark-tag--stopped">{say('log.stopped')}</span>}
          {newest.isEmergency && <span className="mark-tag mark-tag--emergency">{say('log.emergency')}</span>}
          {wasAsked && <span className="mark-tag">{say('log.asked')}</span>}
        </p>
        <p className="visit__who">{words.who(newest)}</p>
        {newest.organization && <p>{newest.organization}</p>}
        <ul className="visit__deeds">
          {deeds.map((deed) => (
            <DeedLine key={deed.newest.id} deed={deed} />
          ))}
        </ul>
        <p className="quiet visit__why">
          {say('log.why')}: {words.why({ ...newest, rules: [...new Set(deeds.flatMap((deed) => deed.newest.rules))] })}
        </p>
      </div>
    </li>
  );
}

function Days({ visits, asked }: { visits: Visit[]; asked: Set<string> }) {
  const { i18n } = useTranslation();
  return byDay(visits).map(({ day, visits: of }) => (
    <section key={day} className="log-day" aria-labelledby={`day-${day}`}>
      <h2 id={`day-${day}`}>{date(day, i18n.language)}</h2>
      <ul className="visits">
        {of.map((visit) => (
          <VisitRow key={visit.newest.id} visit={visit} asked={asked} />
        ))}
      </ul>
    </section>
  ));
}

/** A part at a time; the first that is new gets the focus, so that nobody starts from the top again. */
function Visits({ visits, asked }: { visits: Visit[]; asked: Set<string> }) {
  const { t: say } = useTranslation('citizen');
  const [shown, setShown] = useState(shownAtOnce);
  const list = useRef<HTMLDivElement>(null);
  const before = useRef(shownAtOnce);
  useEffect(() => {
    if (shown > before.current) list.current?.querySelectorAll<HTMLElement>('.visit')[before.current]?.querySelector('a')?.focus();
    before.current = shown;
  }, [shown]);
  return (
    <div ref={list} className="log-list">
      <Days visits={visits.slice(0, shown)} asked={asked} />
      {visits.length > shown && (
        <button type="button" className="show-all" onClick={() => setShown(shown + shownAtOnce)}>
          {say('log.more', { count: Math.min(shownAtOnce, visits.length - shown) })}
        </button>
      )}
    </div>
  );
}

function LogOf({ shown, own }: { shown: Shown; own: string }) {
  const { t: say } = useTranslation('citizen');
  const [address, setAddress] = useSearchParams();
  const [filter, setFilter] = useState(() => filterIn(address));
  // The address follows, so that the page loaded anew, or sent on, shows the same.
  useEffect(() => setAddress(addressOf(filter), { replace: true }), [filter, setAddress]);
  const log = useLog(shown.patient, filter.period, own);
  const questions = useQuestions(shown.patient);
  const all = log.data?.entries ?? [];
  const entries = filtered(all, filter);
  const visits = visitsOf(entries);
  const hidden = all.length - entries.length;
  const now = new Date();
  return (
    <>
      <LogFilter filter={filter} names={namesIn(all)} change={(more) => setFilter((before) => ({ ...before, ...more }))} />
      {log.isPending && <Waiting />}
      {log.error && <Trouble error={log.error} again={() => void log.refetch()} />}
      {log.data && (
        <>
          <p role="status" className="log-count">
            {visits.length === 0 ? say('log.none') : say('log.count', { count: visits.length })} {hidden > 0 && filter.kind === 'others' && !filter.who && <span className="quiet">{say('log.own-hidden', { count: hidden })}</span>}
          </p>
          {log.data.isCut && <p className="notice">{say('log.cut')}</p>}
          {entries.length > 0 && <LogPicture bars={barsOf(entries, since(filter.period, now), now)} />}
          <Visits key={addressOf(filter).toString()} visits={visits} asked={new Set(questions.data?.map((one) => one.entry))} />
        </>
      )}
    </>
  );
}

export function LogPage() {
  const { t: say } = useTranslation('citizen');
  return (
    <OwnPage needs="read-log" fresh back={false}>
      {(shown, own) => (
        <>
          <PageHeading step={shown.patient}>{shown.isSelf ? say('log.heading') : say('log.heading-of', { name: shown.name })}</PageHeading>
          <p className="lead">{say('log.lead')}</p>
          <YouthNote />
          <p>
            <Link to="/hvem-har-sett/sporsmal">{say('log.see-questions')}</Link>
          </p>
          <LogOf shown={shown} own={own} />
        </>
      )}
    </OwnPage>
  );
}
