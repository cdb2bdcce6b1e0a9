import { useTranslation } from 'react-i18next';
import { ageFinding } from '@shared/interview/reading';
import type { Question, Screen } from '@shared/interview/screens';
import { AgeField } from './AgeField';
import { ChoiceField } from './ChoiceField';
import type { Fault, Given, GivenAnswers } from './given';
import { NumberField } from './NumberField';

export interface FieldProps {
  question: Question;
  given: Given;
  change: (given: Given) => void;
  fault: Fault | undefined;
  /** The page's heading is the question: the field needs no label of its own. */
  alone: boolean;
}

function Field(props: FieldProps) {
  const { t } = useTranslation();
  if (props.question.kind === 'choice') return <ChoiceField {...props} />;
  if (props.question.linkId === ageFinding) return <AgeField {...props} />;
  if (props.question.kind === 'number') return <NumberField {...props} />;
  // A question of a kind this page is too old to show: say so, and never send an answer nobody gave.
  return <p className="fault">{t('interview.not-known')}</p>;
}

interface Props {
  screen: Screen;
  given: GivenAnswers;
  change: (given: GivenAnswers) => void;
  faults: Record<string, Fault>;
  /** What is filled in was answered for another complaint. */
  known: boolean;
}

export function Fields({ screen, given, change, faults, known }: Props) {
  const { t } = useTranslation();
  const prefilled = screen.questions.some((question) => given[question.linkId]?.prefilled);
  return (
    <div className="fields">
      {prefilled && <p className="prefilled">{t(known ? 'interview.known' : 'interview.prefilled')}</p>}
      {screen.questions.map((question) => (
        <Field
          key={question.linkId}
          question={question}
          given={given[question.linkId] ?? {}}
          change={(one) => change({ ...given, [question.linkId]: one })}
          fault={faults[question.linkId]}
          alone={screen.form === 'question'}
        />
      ))}
    </div>
  );
}
