import Icon from '@helsenorge/designsystem-react/components/Icon';
import CheckFill from '@helsenorge/designsystem-react/components/Icons/CheckFill';
import { useTranslation } from 'react-i18next';
import type { Assessment } from '@shared/assessment/read';
import { isFromUnasked } from '@shared/assessment/unasked';
import type { Question } from '@shared/interview/screens';
import { decidingReasons } from './LevelCard';

const checkedFirst = 6;

function Checked({ texts }: { texts: string[] }) {
  return (
    <ul className="ticks">
      {texts.map((text) => (
        <li key={text}>
          <Icon svgIcon={CheckFill} size={24} color="#078141" />
          {text}
        </li>
      ))}
    </ul>
  );
}

/** Why this level: what also counted, what was ruled out, and what is not known. */
export function Why({ assessment, asked }: { assessment: Assessment; asked: Question[] }) {
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
          <Checked texts={assessment.denied.slice(0, checkedFirst)} />
          {assessment.denied.length > checkedFirst && (
            <details className="help help--small">
              <summary>{t('result.denied-more', { count: assessment.denied.length - checkedFirst })}</summary>
              <Checked texts={assessment.denied.slice(checkedFirst)} />
            </details>
          )}
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
