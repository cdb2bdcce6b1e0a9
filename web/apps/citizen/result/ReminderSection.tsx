import Icon from '@helsenorge/designsystem-react/components/Icon';
import Calendar from '@helsenorge/designsystem-react/components/Icons/Calendar';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assessment } from '@shared/assessment/read';
import { dateAndTime } from '@shared/language/when';
import { calendarFile } from './reminder';

const dayMs = 24 * 60 * 60_000;
// The person's own choice where the content gives no limit.
const daysOffered = [1, 3, 7] as const;

function save(text: string) {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/calendar;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'helselos.ics';
  link.click();
  URL.revokeObjectURL(address);
}

/** A reminder in the person's own calendar. Nothing is kept here, and nothing in it tells what it is about. */
export function ReminderSection({ assessment }: { assessment: Assessment }) {
  const { t, i18n } = useTranslation();
  const [days, setDays] = useState<number>(1);
  if (assessment.level === 'emergency' || assessment.level === 'urgent') return null;
  const limit = assessment.deadline ? new Date(assessment.deadline) : undefined;
  const remind = () => {
    const now = new Date();
    const at = limit ?? new Date(now.getTime() + days * dayMs);
    save(calendarFile({ at, title: t('remind.title'), text: t('remind.event') }, now));
  };
  return (
    <section className="section section--remind no-print">
      <h2>{t('remind.heading')}</h2>
      <p>{limit ? t('remind.limit', { when: dateAndTime(limit, i18n.language) }) : t('remind.choose')}</p>
      {!limit && (
        <fieldset className="whom">
          <legend className="sr-only">{t('remind.when')}</legend>
          <div className="whom__choices">
            {daysOffered.map((count) => (
              <label key={count} className="pill">
                <input type="radio" name="remind-days" checked={days === count} onChange={() => setDays(count)} />
                <span>{t('remind.days', { count })}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <p>
        <button type="button" className="outline-button" onClick={remind}>
          <Icon svgIcon={Calendar} size={38} color="#08667c" /> {t('remind.save')}
        </button>
      </p>
    </section>
  );
}
