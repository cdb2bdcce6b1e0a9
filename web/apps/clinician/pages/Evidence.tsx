import { useTranslation } from 'react-i18next';
import type { Assessment } from '@shared/assessment/read';
import { isFromUnasked } from '@shared/assessment/unasked';
import { allQuestions } from '@shared/interview/reading';
import type { Screen } from '@shared/interview/screens';
import { LevelBadge } from '@shared/parts/LevelBadge';

/** The rules that fired, what made them fire, what they rest on, and which content it was. */
export function Evidence({ assessment, screens }: { assessment: Assessment; screens: Screen[] }) {
  const { t } = useTranslation();
  const questions = allQuestions(screens);
  const texts = new Map(questions.map((question) => [question.linkId, question.text]));
  return (
    <>
      {assessment.rules.length === 0 && <p className="quiet">{t('case.no-rules')}</p>}
      {assessment.rules.length > 0 && <ul className="rules">
        {assessment.rules.map((rule) => (
          <li key={rule.id}>
            <p className="rules__top">
              <LevelBadge level={rule.level} /> <strong>{rule.reason}</strong>
              {rule.fromUnknown && <span className="quiet">({t(isFromUnasked(rule, questions) ? 'case.from-unasked' : 'case.from-unknown')})</span>}
            </p>
            {rule.findings.length > 0 && (
              <p className="quiet">
                {t('case.because')}: {rule.findings.map((finding) => texts.get(finding) ?? finding).join('; ')}
              </p>
            )}
            {rule.evidence.length > 0 && (
              <p className="quiet">
                {t('case.evidence')}: {rule.evidence.join('; ')}
              </p>
            )}
            <p className="quiet">
              {t('case.rule')}: <code>{rule.id}</code>
            </p>
          </li>
        ))}
      </ul>}
      <p>
        {t('result.version', { version: assessment.contentVersion })} · {t(`review.${assessment.review}`)}
      </p>
      <p className="quiet">{assessment.sources.join('; ')}</p>
    </>
  );
}
