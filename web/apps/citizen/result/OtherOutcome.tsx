import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ofKind, readAssessment } from '@shared/assessment/read';
import { LevelBadge } from '@shared/parts/LevelBadge';
import { Markdown } from '@shared/parts/Markdown';
import { useDraft } from '../draft';
import type { Finished } from '../outcomes';
import { Because, WhenLine } from './LevelCard';

interface Props {
  outcome: Finished;
  name: string;
  /** Something was answered differently since: the advice may have become another. */
  isOutdated: boolean;
}

/** The advice for another complaint of the same person, under the most urgent one. */
export function OtherOutcome({ outcome, name, isOutdated }: Props) {
  const { t } = useTranslation();
  const { draft, reopen } = useDraft();
  const navigate = useNavigate();
  const assessment = readAssessment(outcome.assessment);
  const see = () => {
    reopen(outcome.complaint.code);
    void navigate('/stemmer-dette');
  };
  const advice = (['now', 'self-care', 'avoid-medicine', 'worse', 'safety-net'] as const).map((kind) => [kind, ofKind(assessment, kind)] as const);
  return (
    <section className={`other level--${assessment.level}`} aria-label={name}>
      <div className="other__top">
        <h2>{name}</h2>
        <LevelBadge level={assessment.level} />
      </div>
      <p className="other__headline">{assessment.headline || t(`level.${assessment.level}-do`)}</p>
      <WhenLine assessment={assessment} />
      {isOutdated && <p className="notice">{t('result.outdated')}</p>}
      <Because assessment={assessment} />
      {advice.filter(([, all]) => all.length > 0).map(([kind, all]) => (
        <div key={kind} className="other__advice">
          <h3>{t(`result.${kind}`)}</h3>
          {all.map((one, index) => (
            <Markdown key={index} text={one.text} />
          ))}
        </div>
      ))}
      {draft?.assessment && outcome.complaint.code !== draft.complaint.code && (
        <p className="no-print">
          <button type="button" className="plain-button" onClick={see}>
            {t('result.see-answers-of', { complaint: name })}
          </button>
        </p>
      )}
    </section>
  );
}
