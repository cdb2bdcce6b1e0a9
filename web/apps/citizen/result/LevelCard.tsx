import Icon from '@helsenorge/designsystem-react/components/Icon';
import MobilePhone from '@helsenorge/designsystem-react/components/Icons/MobilePhone';
import { useTranslation } from 'react-i18next';
import { ofKind, type Assessment } from '@shared/assessment/read';
import { PageHeading } from '@shared/frame/PageHeading';
import { dateAndTime } from '@shared/language/when';
import { levelIcon, levelPhone } from '@shared/parts/levels';
import { Markdown } from '@shared/parts/Markdown';
import { SeverityScale } from '@shared/parts/SeverityScale';

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

export function WhenLine({ assessment }: { assessment: Assessment }) {
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
export function decidingReasons(assessment: Assessment): string[] {
  const deciding = assessment.rules.filter((rule) => rule.level === assessment.level);
  return [...new Set((deciding.length > 0 ? deciding : assessment.rules).map((rule) => rule.reason))];
}

export function Because({ assessment }: { assessment: Assessment }) {
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

function SayThis({ lines }: { lines: string[] }) {
  const { t } = useTranslation();
  return (
    <div className="say-this">
      <p className="say-this__name">{t('say.heading')}</p>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

interface Props {
  assessment: Assessment;
  /** The complaint that the advice is for, when there are several. */
  complaint?: string;
  lines: string[];
}

export function LevelCard({ assessment, complaint, lines }: Props) {
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
          <p className="result__level">{[t(`level.${assessment.level}`), complaint].filter(Boolean).join(' · ')}</p>
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
        {phones.length > 0 && <SayThis lines={lines} />}
        <Because assessment={assessment} />
        <SeverityScale level={assessment.level} />
      </div>
    </section>
  );
}
