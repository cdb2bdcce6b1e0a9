import Button from '@helsenorge/designsystem-react/components/Button';
import classNames from 'classnames';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { shortTime } from '@shared/language/when';
import { accessOf, findings, useAccesses, useReview, type Access, type Finding } from '../control';

function ReviewForm({ access }: { access: Access }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('administrator');
  const review = useReview(access.id);
  const [finding, setFinding] = useState<Finding | undefined>();
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!finding);
    if (finding) review.mutate({ finding, note });
  };
  return (
    <form className="item__form" onSubmit={submit} noValidate>
      <fieldset>
        <legend className="field-label">{say('review.finding')}</legend>
        {missing && !finding && (
          <p className="fault" role="alert">
            {t('fault.none-chosen')}
          </p>
        )}
        <div className="ticks">
          {findings.map((one) => (
            <label key={one} className="tick">
              <input type="radio" name={`finding-${access.id}`} checked={finding === one} onChange={() => setFinding(one)} aria-invalid={missing && !finding} />
              <span>{say(`review.${one}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <label className="field-label" htmlFor={`note-${access.id}`}>
        {say('review.note')}
      </label>
      <textarea id={`note-${access.id}`} className="text-field" rows={2} value={note} onChange={(event) => setNote(event.target.value)} maxLength={1000} />
      {review.error && <Trouble error={review.error} kept />}
      <Button type="submit">{say(review.isPending ? 'form.sending' : 'review.save')}</Button>
    </form>
  );
}

function Reviewed({ access }: { access: Access }) {
  const { t } = useTranslation('administrator');
  return (
    <div className="item__form">
      {access.finding && <span className={classNames('tag', access.finding === 'justified' ? 'tag--well' : 'tag--look')}>{t(`review.${access.finding}`)}</span>}
      {access.findingNote && <p>{access.findingNote}</p>}
    </div>
  );
}

function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children || '–'}</dd>
    </div>
  );
}

function Item({ access, reviewed }: { access: Access; reviewed: boolean }) {
  const { i18n } = useTranslation();
  const { t } = useTranslation('administrator');
  const time = (instant: string | undefined) => (instant ? shortTime(instant, i18n.language) : '');
  return (
    <li className="item">
      <div className="item__told">
        <dl className="item__facts">
          <Fact name={t('review.who')}>{[access.who, access.organization].filter(Boolean).join(' · ')}</Fact>
          <Fact name={t('review.whom')}>{access.whom}</Fact>
          <Fact name={t('review.when')}>{[time(access.when), time(access.until)].filter(Boolean).join(' – ')}</Fact>
          <Fact name={t('review.reason')}>{access.reason ? t(`review.${access.reason}`) : ''}</Fact>
        </dl>
        <blockquote className="item__words">{access.note}</blockquote>
      </div>
      {reviewed ? <Reviewed access={access} /> : <ReviewForm access={access} />}
    </li>
  );
}

/** Every emergency access is looked at by somebody who did not take it. */
export function EmergenciesPage() {
  const { t } = useTranslation('administrator');
  const [reviewed, setReviewed] = useState(false);
  const asked = useAccesses(reviewed);
  const accesses = (asked.data ?? []).map(accessOf);
  return (
    <div className="sheet">
      <PageHeading>{t('place.emergencies')}</PageHeading>
      <p className="quiet lead">{t('review.lead')}</p>
      <div className="tools" role="group" aria-label={t('review.which')}>
        {[false, true].map((one) => (
          <button key={String(one)} type="button" className={classNames('choice', { 'choice--on': one === reviewed })} aria-pressed={one === reviewed} onClick={() => setReviewed(one)}>
            {t(one ? 'review.done' : 'review.open')}
          </button>
        ))}
      </div>
      {asked.isPending && <Waiting />}
      {asked.error && <Trouble error={asked.error} again={() => void asked.refetch()} />}
      {asked.data && accesses.length === 0 && <p className="empty">{t(reviewed ? 'review.none-reviewed' : 'review.none-open')}</p>}
      <ul className="items">
        {accesses.map((access) => (
          <Item key={access.id} access={access} reviewed={reviewed} />
        ))}
      </ul>
    </div>
  );
}
