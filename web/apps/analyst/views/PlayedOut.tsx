import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { AppliedRule } from '@shared/api/apply';
import { ageFinding, ageInWords, answerInWords, withAnswer } from '@shared/interview/reading';
import type { Screen } from '@shared/interview/screens';
import { Markdown } from '@shared/parts/Markdown';
import { ReadingContext, useWords, Words } from '../parts/Content';
import { OutcomeBadge } from '../parts/OutcomeBadge';
import { Drawing } from '../picture/Drawing';
import { pictureOfPerson } from '../picture/input';
import { outcomeOfInterview } from '../play/judge';
import { PlayContext, toldFindings } from '../play/usePlay';
import type { Protocol } from '../protocol/model';
import { sameOutcome } from '../protocol/outcomes';
import { rulesOf } from '../protocol/read';
import { useSpeech } from './PictureView';
import { FiredMark } from './RuleTable';

function FiredRule({ fired, protocol, first }: { fired: AppliedRule; protocol: Protocol; first: boolean }) {
  const { t } = useTranslation('analyst');
  const { search } = useLocation();
  const rule = rulesOf(protocol).find((one) => one.id === fired.id);
  return (
    <li>
      <OutcomeBadge outcome={fired} quiet={!first} /> {first && <span className="fired">{t('fired.decides')}</span>} {fired.notRuledOut && <FiredMark fired={fired} />}{' '}
      <Words of={rule?.reason ?? protocol.selfcare.reason} />{' '}
      {rule && (
        <Link className="rule-id" to={{ pathname: `/protokoll/${protocol.complaint}`, search, hash: `#regel-${rule.id}` }}>
          {rule.id}
        </Link>
      )}
    </li>
  );
}

// Self-care is told by the plan always; it counts only when nothing else does.
const counting = (applied: AppliedRule[]) => applied.filter((one, index) => one.id !== 'selfcare' || index === 0);

function Fired({ protocol, applied }: { protocol: Protocol; applied: AppliedRule[] }) {
  const { t } = useTranslation('analyst');
  const all = counting(applied);
  return (
    <section aria-labelledby="fired">
      <h3 id="fired">{t('play.fired', { count: all.length })}</h3>
      <ol className="fired-list">
        {all.map((fired, index) => (
          <FiredRule key={fired.id} fired={fired} protocol={protocol} first={index === 0} />
        ))}
      </ol>
    </section>
  );
}

function Told({ protocol }: { protocol: Protocol }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('analyst');
  const words = useWords();
  const { person } = useContext(PlayContext)!;
  const told = protocol.findings.flatMap((finding) => {
    const answer = person?.answers[finding.id];
    if (!answer) return [];
    const choice = finding.choices?.find((one) => one.id === answer);
    const value = choice ? words(choice.text) : answer === 'unknown' ? t('answer.unknown').toLowerCase() : answer === 'no' ? say('condition.no').toLowerCase() : answer.replace('.', ',');
    const statement = words(finding.present);
    if (finding.kind === 'yes-no') return [answer === 'yes' ? statement : `${statement}: ${value}`];
    // An age brings its own unit: "Alder: 2 måneder".
    if (finding.id === ageFinding && answer !== 'unknown') return [`${statement.split(':')[0]}: ${ageInWords(answer, t)}`];
    return [statement.includes('{value}') ? statement.replace('{value}', value) : `${statement}: ${value}`];
  });
  return <p className="told">{told.length > 0 ? told.join(' · ') : say('play.told-nothing')}</p>;
}

function Asked({ screen }: { screen: Screen }) {
  const { t, i18n } = useTranslation();
  const { language } = useContext(ReadingContext);
  const lang = language === i18n.language ? undefined : language;
  const told = screen.questions.filter((question) => !(question.answer?.kind === 'choice' && ['no', 'unknown'].includes(question.answer.code)));
  return (
    <li>
      <span lang={lang}>{screen.text || screen.questions[0]?.text}</span>{' '}
      {screen.form !== 'question' && told.length === 0 ? (
        <span className="quiet">{answerInWords(screen.questions[0]!, t, i18n.language)}</span>
      ) : screen.form === 'question' ? (
        <strong lang={lang}>{answerInWords(screen.questions[0]!, t, i18n.language)}</strong>
      ) : (
        <strong lang={lang}>
          {told.map((question) => (screen.form === 'checklist' ? question.text : withAnswer(question.text, answerInWords(question, t, i18n.language)))).join('; ')}
        </strong>
      )}
    </li>
  );
}

function TheInterview({ protocol }: { protocol: Protocol }) {
  const { t, i18n } = useTranslation('analyst');
  const { language } = useContext(ReadingContext);
  const { interview } = useContext(PlayContext)!;
  if (!interview) return null;
  const questions = interview.asked.reduce((sum, screen) => sum + screen.questions.length, 0);
  return (
    <section aria-labelledby="interview">
      <h3 id="interview">{t('play.interview')}</h3>
      {interview.next ? (
        <div className="next-question" lang={language === i18n.language ? undefined : language}>
          <strong lang={i18n.language}>{t('play.next')}</strong>
          <p>{interview.next.text || interview.next.questions[0]?.text}</p>
          {interview.next.form !== 'question' && (
            <ul>
              {interview.next.questions.map((question) => (
                <li key={question.linkId}>{question.text}</li>
              ))}
            </ul>
          )}
        </div>
      ) : (
        <p>{t('play.done', { screens: interview.asked.length, count: questions, of: protocol.findings.length })}</p>
      )}
      {interview.asked.length > 0 && (
        <details className="more">
          <summary>{t('play.asked', { count: interview.asked.length })}</summary>
          <ol className="asked">
            {interview.asked.map((screen) => (
              <Asked key={screen.linkId} screen={screen} />
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}

/** What a resident with these answers is told. */
function AdviceGiven() {
  const { t, i18n } = useTranslation('analyst');
  const { language } = useContext(ReadingContext);
  const assessment = useContext(PlayContext)!.interview?.assessment;
  if (!assessment) return null;
  return (
    <details className="more">
      <summary>{t('play.advice', { count: assessment.advice.length })}</summary>
      <dl className="advice" lang={language === i18n.language ? undefined : language}>
        {assessment.advice.map((one, index) => (
          <div key={index}>
            <dt lang={i18n.language}>{t(`advice.${one.kind}`)}</dt>
            <dd>
              <Markdown text={one.text} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Disagreement() {
  const { t } = useTranslation('analyst');
  const { applied, interview, busy } = useContext(PlayContext)!;
  if (busy || !applied?.[0] || !interview?.assessment) return null;
  const ended = outcomeOfInterview(interview.assessment);
  if (sameOutcome(ended, applied[0])) return null;
  return (
    <p className="differs" role="alert">
      {t('play.disagree')} <OutcomeBadge outcome={ended} />
    </p>
  );
}

/** The level, the rules behind it, what the interview asked, and the way through the picture. */
export function PlayedOut({ protocol }: { protocol: Protocol }) {
  const { t } = useTranslation('analyst');
  const play = useContext(PlayContext)!;
  const speech = useSpeech();
  const [first] = play.applied ?? [];
  if (!play.applied || !first) return null;
  const told = toldFindings(play);
  const picture = pictureOfPerson(protocol, counting(play.applied), told, speech);
  return (
    <div className={`outcome-card level--${first.level}`}>
      <div className="outcome-card__top" role="status">
        <OutcomeBadge outcome={first} />
        {play.person?.rest === 'open' && <span className="quiet">{t('play.as-it-stands')}</span>}
      </div>
      <Told protocol={protocol} />
      <Disagreement />
      <Fired protocol={protocol} applied={play.applied} />
      <TheInterview protocol={protocol} />
      <AdviceGiven />
      {picture.rules.length > 0 && (
        <section aria-labelledby="way">
          <h3 id="way">{t('play.way')}</h3>
          <Drawing input={picture} label={t('play.way')} marked={{ rules: new Set(), findings: told }} choose={() => {}} />
        </section>
      )}
    </div>
  );
}
