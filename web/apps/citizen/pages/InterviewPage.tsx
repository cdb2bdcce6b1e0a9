import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { progressOf, screensOf, type Screen } from '@shared/interview/screens';
import { useDraft, type Draft } from '../draft';
import { ScreenForm } from '../questions/ScreenForm';

function ProgressLine({ draft, step, screens }: { draft: Draft; step: number; screens: Screen[] }) {
  const { t } = useTranslation();
  const left = leftOf(draft, screens, step);
  // Never full before the end, and never empty: the first step is a step.
  const share = left === undefined ? 0 : Math.round((step / (step + left)) * 100);
  return (
    <div className="progress">
      <p className="progress__words">
        <span>{draft.complaint.display}</span>
        <span>{left === undefined ? t('interview.step', { step }) : t('interview.step-left', { step, count: left })}</span>
      </p>
      <progress className="progress__bar" max={100} value={share} aria-label={t('interview.progress')} />
    </div>
  );
}

function leftOf(draft: Draft, screens: Screen[], step: number): number | undefined {
  const progress = progressOf(draft.response);
  if (!progress) return undefined;
  const ahead = screens.length - step;
  return Math.max(progress.atMostLeft - 1, 0) + ahead;
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
      <ScreenForm key={`${screen.linkId} ${step}`} screen={screen} step={step} screens={screens} />
    </div>
  );
}
