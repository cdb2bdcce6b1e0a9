import { useTranslation } from 'react-i18next';
import { Link, Navigate, useParams } from 'react-router';
import { progressOf, screensOf, type Screen } from '@shared/interview/screens';
import { date } from '@shared/language/when';
import { useComplaintName } from '../choosing/complaintName';
import { useDraft, type Draft } from '../draft';
import { worseAfterContact } from '../earlierContact';
import { ScreenForm } from '../questions/ScreenForm';
import { openStep } from '../standing';

function ProgressLine({ draft, step, screens }: { draft: Draft; step: number; screens: Screen[] }) {
  const { t } = useTranslation();
  const nameOf = useComplaintName();
  const left = leftOf(draft, screens, step);
  // Never full before the end, and never empty: the first step is a step.
  const share = left === undefined ? 0 : Math.round((step / (step + left)) * 100);
  return (
    <div className="progress">
      <p className="progress__words">
        <span>{nameOf(draft.complaint)}</span>
        <span>{left === undefined ? t('interview.step', { step }) : t('interview.step-left', { step, count: left })}</span>
      </p>
      <progress className="progress__bar" max={100} value={share} aria-label={t('interview.progress')} />
    </div>
  );
}

/** Told at the start, and again where it is asked about: the person says whether it is the same illness, and worse. */
function ContactBefore({ draft, step, screen }: { draft: Draft; step: number; screen: Screen }) {
  const { t, i18n } = useTranslation();
  const nameOf = useComplaintName();
  const asks = screen.questions.some((question) => question.linkId === worseAfterContact);
  if (!draft.contact || (step > 1 && !asks)) return null;
  const { assessed, level } = draft.contact;
  const values = { complaint: nameOf(draft.complaint).toLocaleLowerCase('nb'), date: date(assessed, i18n.language), level: t(`level.${level}-do`) };
  return (
    <p className="notice">
      {t('interview.contact', values)} {t(asks ? 'interview.contact-asked' : 'interview.contact-will-ask')}
    </p>
  );
}

/** The complaint can be another, or one of several, and people find out under way. */
function OtherComplaints({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const nameOf = useComplaintName();
  const waiting = draft.waiting ?? [];
  return (
    <nav className="other-complaints" aria-label={t('choose.label')}>
      {waiting.length > 0 && <p>{t('choose.waiting', { complaints: waiting.map(nameOf).join(', ') })}</p>}
      {!draft.assessment && (
        <p className="other-complaints__choices">
          <Link to="/plage">{t('choose.add')}</Link>
          <Link to="/plage?bytt">{t('choose.change')}</Link>
          {(draft.earlier?.length ?? 0) > 0 && <Link to="/resultat">{t('choose.see-result')}</Link>}
        </p>
      )}
    </nav>
  );
}

function leftOf(draft: Draft, screens: Screen[], step: number): number | undefined {
  const progress = progressOf(draft.response);
  if (!progress) return undefined;
  const ahead = screens.length - step;
  return Math.max(progress.atMostLeft - 1, 0) + ahead;
}

/** Without a step: where the interview was left. */
export function GoOnPage() {
  const { draft } = useDraft();
  if (!draft) return <Navigate to="/" replace />;
  if (draft.assessment) return <Navigate to="/stemmer-dette" replace />;
  return <Navigate to={`/vurdering/${openStep(screensOf(draft.response)) ?? 1}`} replace />;
}

export function InterviewPage() {
  const { draft } = useDraft();
  const step = Number(useParams().step);
  if (!draft) return <Navigate to="/" replace />;
  const screens = screensOf(draft.response);
  const screen = screens[step - 1];
  if (!screen) return <Navigate to={`/vurdering/${Math.max(screens.length, 1)}`} replace />;
  return (
    <div className="page page--narrow">
      <ProgressLine draft={draft} step={step} screens={screens} />
      <ContactBefore draft={draft} step={step} screen={screen} />
      <ScreenForm key={`${draft.complaint.code} ${screen.linkId} ${step}`} screen={screen} step={step} screens={screens} />
      <OtherComplaints draft={draft} />
    </div>
  );
}
