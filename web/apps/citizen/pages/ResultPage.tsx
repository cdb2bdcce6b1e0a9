import Button from '@helsenorge/designsystem-react/components/Button';
import Icon from '@helsenorge/designsystem-react/components/Icon';
import CheckFill from '@helsenorge/designsystem-react/components/Icons/CheckFill';
import MobilePhone from '@helsenorge/designsystem-react/components/Icons/MobilePhone';
import Printer from '@helsenorge/designsystem-react/components/Icons/Printer';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate } from 'react-router';
import { readAssessment, type Advice, type AdviceKind, type Assessment } from '@shared/assessment/read';
import { PageHeading } from '@shared/frame/PageHeading';
import { isFromUnasked } from '@shared/assessment/unasked';
import { allQuestions, personInWords } from '@shared/interview/reading';
import { screensOf, type Question } from '@shared/interview/screens';
import { dateAndTime } from '@shared/language/when';
import { GoButton } from '@shared/parts/GoButton';
import { levelIcon, levelPhone } from '@shared/parts/levels';
import { Markdown } from '@shared/parts/Markdown';
import { SeverityScale } from '@shared/parts/SeverityScale';
import { useDraft, type Draft } from '../draft';

const ofKind = (assessment: Assessment, kind: AdviceKind) => assessment.advice.filter((one) => one.kind === kind);

const callButtonsMax = 2;

/** Big numbers only where the advice is to call now; elsewhere a number stands in the text it belongs to. */
function phonesToCall(assessment: Assessment): string[] {
  const first = levelPhone[assessment.level];
  if (!first) return [];
  const others = ofKind(assessment, 'now').flatMap((advice) => (advice.phone ? [advice.phone.replace(/\s/g, '')] : []));
  return [...new Set([first, ...others])].slice(0, callButtonsMax);
}

function CallLink({ phone }: { phone: string }) {
  const { t } = useTranslation();
  const plain = phone.replace(/\s/g, '');
  const shown = plain.length === 6 ? `${plain.slice(0, 3)} ${plain.slice(3)}` : phone;
  return (
    <a className="call" href={`tel:${plain}`}>
      <Icon svgIcon={MobilePhone} size={38} color="currentColor" />
      {t('result.call', { phone: shown })}
    </a>
  );
}

function WhenLine({ assessment }: { assessment: Assessment }) {
  const { t, i18n } = useTranslation();
  const limit = assessment.timeLimit;
  if (assessment.level === 'emergency' || limit?.value === undefined) return null;
  const unit = limit.code === 'd' || limit.unit === 'd' ? 'days' : limit.code === 'min' ? 'minutes' : 'hours';
  return (
    <p className="result__when">
      <strong>{t(`result.within-${unit}`, { count: limit.value })}</strong>
      {assessment.deadline && <span> {t('result.by', { when: dateAndTime(assessment.deadline, i18n.language) })}</span>}
    </p>
  );
}

/** The rules that decided the level; those below it are told in the section on why. */
function decidingReasons(assessment: Assessment): string[] {
  const deciding = assessment.rules.filter((rule) => rule.level === assessment.level);
  return [...new Set((deciding.length > 0 ? deciding : assessment.rules).map((rule) => rule.reason))];
}

function Because({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation();
  const reasons = decidingReasons(assessment);
  if (reasons.length === 0) return null;
  return (
    <div className="because">
      <p className="because__name">{t('result.because')}</p>
      <ul>{reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul>
    </div>
  );
}

function LevelCard({ assessment }: { assessment: Assessment }) {
  const { t } = useTranslation();
  const now = ofKind(assessment, 'now');
  const phones = phonesToCall(assessment);
  return (
    <section className={`result level--${assessment.level}`} aria-labelledby="result">
      <div className="result__top">
        <span className="result__icon">
          <Icon svgIcon={levelIcon[assessment.level]} size={48} color="currentColor" />
        </span>
        <div>
          <p className="result__level">{t(`level.${assessment.level}`)}</p>
          <PageHeading id="result" title={t('result.title')} className="result__heading">
            {assessment.headline || t(`level.${assessment.level}-do`)}
          </PageHeading>
        </div>
      </div>
      <div className="result__body">
        <WhenLine assessment={assessment} />
        <p className="calls">{phones.map((phone) => <CallLink key={phone} phone={phone} />)}</p>
        {now.map((advice, index) => (
          <Markdown key={index} text={advice.text} />
        ))}
        <Because assessment={assessment} />
        <SeverityScale level={assessment.level} />
      </div>
    </section>
  );
}

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

function Why({ assessment, asked }: { assessment: Assessment; asked: Question[] }) {
  const { t } = useTranslation();
  const deciding = decidingReasons(assessment);
  const counted = assessment.rules.filter((rule) => !isFromUnasked(rule, asked)).map((rule) => rule.reason);
  const others = [...new Set(counted)].filter((reason) => !deciding.includes(reason));
  return (
    <section className="section">
      <h2>{t('result.why')}</h2>
      <p>{t(deciding.length > 0 ? 'result.why-highest' : 'result.why-nothing')}</p>
      {others.length > 0 && (
        <>
          <h3>{t('result.also')}</h3>
          <ul>{others.map((reason) => <li key={reason}>{reason}</li>)}</ul>
        </>
      )}
      {assessment.denied.length > 0 && (
        <>
          <h3>{t('result.denied')}</h3>
          <ul className="ticks">
            {assessment.denied.map((text) => (
              <li key={text}>
                <Icon svgIcon={CheckFill} size={24} color="#078141" />
                {text}
              </li>
            ))}
          </ul>
        </>
      )}
      {assessment.unknowns.length > 0 && (
        <>
          <h3>{t('result.unknowns')}</h3>
          <p className="quiet">{t('result.unknowns-text')}</p>
          <ul>{assessment.unknowns.map((text) => <li key={text}>{text}</li>)}</ul>
        </>
      )}
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
  const { draft, forget } = useDraft();
  const navigate = useNavigate();
  if (!draft?.assessment) return <Navigate to="/" replace />;
  const assessment = readAssessment(draft.assessment);
  const screens = screensOf(draft.response);
  const about = personInWords(screens, t, i18n.language);
  const anew = () => {
    forget();
    void navigate('/');
  };
  return (
    <div className="page page--result">
      <LevelCard assessment={assessment} />
      <p className="quiet result__about">
        {[draft.complaint.display, about, assessment.assessed && dateAndTime(assessment.assessed, i18n.language)].filter(Boolean).join(' · ')}
      </p>
      <AdviceSection heading={t('result.where')} advice={ofKind(assessment, 'where')} />
      <AdviceSection heading={t('result.self-care')} advice={ofKind(assessment, 'self-care')} tone="calm" />
      <AdviceSection heading={t('result.worse')} advice={ofKind(assessment, 'worse')} tone="warn" />
      <AdviceSection heading={t('result.safety-net')} advice={ofKind(assessment, 'safety-net')} />
      <Why assessment={assessment} asked={allQuestions(screens)} />
      <ShareSection draft={draft} />
      <Sources assessment={assessment} />
      <div className="steps steps--row no-print">
        <Button variant="outline" onClick={() => window.print()}>
          <Icon svgIcon={Printer} /> {t('result.print')}
        </Button>
        <Link to="/stemmer-dette">{t('result.see-answers')}</Link>
        <button type="button" className="plain-button" onClick={anew}>
          {t('result.anew')}
        </button>
      </div>
    </div>
  );
}
