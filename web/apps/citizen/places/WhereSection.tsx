import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlaces, type Clinic } from '@shared/api/places';
import type { Advice, Level } from '@shared/assessment/read';
import { localeOf } from '@shared/language/start';
import { Markdown } from '@shared/parts/Markdown';
import { clockWords, minuteOfWeek, openingAt } from './openings';

const kept = 'helselos.municipality';

function remembered(): string {
  try {
    return sessionStorage.getItem(kept) ?? '';
  } catch {
    return '';
  }
}

function remember(municipality: string) {
  try {
    sessionStorage.setItem(kept, municipality);
  } catch {
    // Without storage it is chosen again the next time.
  }
}

function OpeningWords({ clinic, now }: { clinic: Clinic; now: number }) {
  const { t, i18n } = useTranslation();
  const opening = openingAt(clinic.times, now);
  const clock = (minute: number) => clockWords(minute, now, localeOf(i18n.language));
  if (opening.open) {
    return <p className="clinic__open">{opening.until === undefined ? t('where.always') : t('where.open', { when: clock(opening.until) })}</p>;
  }
  return <p className="clinic__closed">{opening.from === undefined ? t('where.unknown') : t('where.closed', { when: clock(opening.from) })}</p>;
}

function ClinicCard({ clinic, now }: { clinic: Clinic; now: number }) {
  const { t } = useTranslation();
  return (
    <li className="clinic">
      <h3>{clinic.name}</h3>
      <OpeningWords clinic={clinic} now={now} />
      {clinic.address && <p>{clinic.address}</p>}
      {clinic.isDemo && <p className="quiet clinic__demo">{t('where.demo')}</p>}
    </li>
  );
}

/** The clinics of a municipality, those open now first; else in the register's own order. */
function clinicsFor(clinics: Clinic[], municipality: string, now: number): Clinic[] {
  const all = clinics.filter((clinic) => clinic.municipalities.includes(municipality));
  const isOpen = (clinic: Clinic) => openingAt(clinic.times, now).open;
  return [...all.filter(isOpen), ...all.filter((clinic) => !isOpen(clinic))];
}

function Finder() {
  const { t } = useTranslation();
  const places = usePlaces(true);
  const [chosen, setChosen] = useState(remembered);
  // The advice is whole without the register: when it cannot be read, 116117 still answers.
  if (!places.data || places.data.municipalities.length === 0) return null;
  const now = minuteOfWeek(new Date());
  const choose = (municipality: string) => {
    remember(municipality);
    setChosen(municipality);
  };
  const found = chosen ? clinicsFor(places.data.clinics, chosen, now) : [];
  return (
    <div className="finder">
      <label className="field-label no-print" htmlFor="municipality">
        {t('where.municipality')}
      </label>
      <select id="municipality" className="text-field finder__choice no-print" value={chosen} onChange={(event) => choose(event.target.value)}>
        <option value="">{t('where.choose')}</option>
        {places.data.municipalities.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
      <div role="status">
        {found.length > 0 && <ul className="clinics">{found.map((clinic) => <ClinicCard key={clinic.id} clinic={clinic} now={now} />)}</ul>}
        {found.length > 0 && <p className="quiet">{t('where.call-first')}</p>}
      </div>
    </div>
  );
}

/** Where help is: what the content says, and the out-of-hours clinic of the municipality when it may be needed. */
export function WhereSection({ level, advice }: { level: Level; advice: Advice[] }) {
  const { t } = useTranslation();
  const mayGo = level === 'urgent' || level === 'routine';
  if (advice.length === 0 && !mayGo) return null;
  return (
    <section className="section">
      <h2>{t('result.where')}</h2>
      {advice.map((one, index) => (
        <Markdown key={index} text={one.text} />
      ))}
      {level === 'routine' ? (
        <details className="help help--small">
          <summary>{t('where.if-worse')}</summary>
          <Finder />
        </details>
      ) : (
        mayGo && <Finder />
      )}
    </section>
  );
}
