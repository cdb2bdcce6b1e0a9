import Button from '@helsenorge/designsystem-react/components/Button';
import Icon from '@helsenorge/designsystem-react/components/Icon';
import Printer from '@helsenorge/designsystem-react/components/Icons/Printer';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate } from 'react-router';
import type { Choice } from '@shared/api/complaints';
import { ofKind, readAssessment, type Advice, type Assessment } from '@shared/assessment/read';
import { Trouble } from '@shared/frame/Trouble';
import { allQuestions, personInWords } from '@shared/interview/reading';
import { screensOf } from '@shared/interview/screens';
import { dateAndTime } from '@shared/language/when';
import { GoButton } from '@shared/parts/GoButton';
import { Markdown } from '@shared/parts/Markdown';
import { useComplaintName } from '../choosing/complaintName';
import { useDraft, type Draft } from '../draft';
import { differing } from '../known';
import { levelBefore, outcomesOf } from '../outcomes';
import { WhereSection } from '../places/WhereSection';
import { LevelCard } from '../result/LevelCard';
import { OtherOutcome } from '../result/OtherOutcome';
import { ReminderSection } from '../result/ReminderSection';
import { linesToSay } from '../result/sayThis';
import { Why } from '../result/Why';
import { whereNow } from './ChoosePage';

function AdviceSection({ heading, advice, tone }: { heading: string; advice: Advice[]; tone?: 'warn' | 'calm' }) {
  if (advice.length === 0) return null;
  return (
    <section className={tone ? `section section--${tone}` : 'section'}>
      <h2>{heading}</h2>
      {advice.map((one, index) => (
        <Markdown key={index} text={one.text} />
      ))}
    </section>
  );
}

/** Said before the advice: that an answer changed it, and that it is for several complaints. */
function Notices({ draft, names, changed }: { draft: Draft; names: string[]; changed: string }) {
  const { t } = useTranslation();
  const before = levelBefore(draft);
  const nameOf = useComplaintName();
  const now = draft.assessment && readAssessment(draft.assessment).level;
  const unfinished = [...(draft.assessment ? [] : [draft.complaint]), ...(draft.waiting ?? [])].map(nameOf);
  return (
    <>
      {before && now && (
        <p className="notice" role="status">
          {t(names.length > 1 ? 'result.changed-of' : 'result.changed', { complaint: changed, from: t(`level.${before}`), to: t(`level.${now}`) })}
        </p>
      )}
      {unfinished.length > 0 && <p className="notice">{t('result.unfinished', { complaints: unfinished.join(', ') })}</p>}
      {names.length > 1 && <p className="notice">{t('result.for-all', { complaints: names.join(', ') })}</p>}
    </>
  );
}

/** Complaints that were named and not asked about yet, and the way to name one more. */
function MoreComplaints({ draft }: { draft: Draft }) {
  const { t, i18n } = useTranslation();
  const { goOnWith } = useDraft();
  const nameOf = useComplaintName();
  const navigate = useNavigate();
  const begin = useMutation({
    mutationFn: async (complaint: Choice) => whereNow(await goOnWith(complaint, i18n.language, '')),
    onSuccess: (to) => void navigate(to),
  });
  const waiting = draft.waiting ?? [];
  return (
    <section className="section no-print">
      <h2>{t('more.heading')}</h2>
      {begin.error && <Trouble error={begin.error} again={() => begin.reset()} kept />}
      <p>{waiting.length > 0 ? t('choose.waiting', { complaints: waiting.map(nameOf).join(', ') }) : t('more.text')}</p>
      <div className="share-choices">
        {!draft.assessment && (
          <Link className="outline-button" to="/vurdering">
            {t('more.go-on', { complaint: nameOf(draft.complaint).toLocaleLowerCase(i18n.language) })}
          </Link>
        )}
        {draft.assessment && waiting.map((one) => (
          <button key={one.code} type="button" className="outline-button" disabled={begin.isPending} onClick={() => begin.mutate(one)}>
            {t('more.answer', { complaint: nameOf(one).toLocaleLowerCase(i18n.language) })}
          </button>
        ))}
        {draft.assessment && (
          <Link className="outline-button" to="/plage">
            {t('choose.add')}
          </Link>
        )}
      </div>
    </section>
  );
}

function ShareSection({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  if (draft.shared) {
    return (
      <section className="section section--share no-print">
        <h2>{t('share.done')}</h2>
        <p>{draft.shared.recipientName ? t('share.done-text', { name: draft.shared.recipientName }) : t('share.code-made')}</p>
        <p>
          <Link to={draft.shared.recipientName ? '/del' : '/del/kode'}>{t('share.see')}</Link>
        </p>
      </section>
    );
  }
  return (
    <section className="section section--share no-print">
      <h2>{t('share.heading')}</h2>
      <p>{t('share.lead')}</p>
      <div className="share-choices">
        <GoButton to="/del">{t('share.to-organization')}</GoButton>
        <GoButton to="/del/kode" variant="outline">
          {t('share.make-code')}
        </GoButton>
      </div>
    </section>
  );
}

function Sources({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation();
  return (
    <section className="section section--small">
      <h2>{t('result.sources')}</h2>
      <ul>{assessment.sources.map((source) => <li key={source}>{source}</li>)}</ul>
      <p>
        {t('result.version', { version: assessment.contentVersion })} · {t(`review.${assessment.review}`)}
      </p>
      <p>{t('result.limits')}</p>
    </section>
  );
}

export function ResultPage() {
  const { t, i18n } = useTranslation();
  const { draft, forget, reopen } = useDraft();
  const nameOf = useComplaintName();
  const navigate = useNavigate();
  const outcomes = draft ? outcomesOf(draft) : [];
  const first = outcomes[0];
  if (!draft || !first) return <Navigate to="/" replace />;
  const assessment = readAssessment(first.assessment);
  const screens = screensOf(first.response);
  const about = personInWords(screens, t, i18n.language);
  const isOutdated = (response: Draft['response']) => response !== draft.response && differing(response, draft.response).length > 0;
  const name = nameOf(first.complaint);
  const seeFirst = () => {
    reopen(first.complaint.code);
    void navigate('/stemmer-dette');
  };
  const anew = () => {
    forget();
    void navigate('/');
  };
  return (
    <div className="page page--result">
      <Notices draft={draft} names={outcomes.map((one) => nameOf(one.complaint))} changed={nameOf(draft.complaint).toLocaleLowerCase(i18n.language)} />
      <LevelCard
        assessment={assessment}
        complaint={outcomes.length > 1 ? name : undefined}
        lines={linesToSay(first, name, assessment, draft.whom, t, i18n.language)}
      />
      {isOutdated(first.response) && (
        <div className="notice">
          <p>{t('result.outdated')}</p>
          {draft.assessment && (
            <button type="button" className="plain-button" onClick={seeFirst}>
              {t('result.see-answers-of', { complaint: name })}
            </button>
          )}
        </div>
      )}
      <p className="quiet result__about">
        {[name, about, assessment.assessed && dateAndTime(assessment.assessed, i18n.language)].filter(Boolean).join(' · ')}
      </p>
      <WhereSection level={assessment.level} advice={ofKind(assessment, 'where')} />
      <AdviceSection heading={t('result.self-care')} advice={ofKind(assessment, 'self-care')} tone="calm" />
      <AdviceSection heading={t('result.avoid-medicine')} advice={ofKind(assessment, 'avoid-medicine')} />
      <AdviceSection heading={t('result.worse')} advice={ofKind(assessment, 'worse')} tone="warn" />
      <AdviceSection heading={t('result.safety-net')} advice={ofKind(assessment, 'safety-net')} />
      {outcomes.slice(1).map((one) => (
        <OtherOutcome key={one.complaint.code} outcome={one} name={nameOf(one.complaint)} isOutdated={isOutdated(one.response)} />
      ))}
      <Why assessment={assessment} asked={allQuestions(screens)} />
      <ReminderSection assessment={assessment} />
      <MoreComplaints draft={draft} />
      <ShareSection draft={draft} />
      <Sources assessment={assessment} />
      <div className="steps steps--row no-print">
        <Button variant="outline" onClick={() => window.print()}>
          <Icon svgIcon={Printer} /> {t('result.print')}
        </Button>
        {draft.assessment && <Link to="/stemmer-dette">{t('result.see-answers')}</Link>}
        <button type="button" className="plain-button" onClick={anew}>
          {t('result.anew')}
        </button>
      </div>
    </div>
  );
}
