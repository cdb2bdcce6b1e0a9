import classNames from 'classnames';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { BodyPicture } from '../body/BodyPicture';
import { FaultText } from './FaultText';
import { FromWords } from './FromWords';
import type { FieldProps } from './Fields';

/** One of the offered answers, "don't know" last and a little apart. */
export function ChoiceField({ question, given, change, fault, alone }: FieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const offered = question.options.filter((option) => option.code !== 'unknown');
  const dontKnow = question.options.find((option) => option.code === 'unknown')?.display ?? t('answer.unknown');
  const options = [...offered, { code: 'unknown', display: dontKnow }];
  const short = !alone && offered.length <= 3 && offered.every((option) => option.display.length < 12);
  return (
    <fieldset className={classNames('choices', { 'choices--row': short })} aria-labelledby={alone ? 'question' : undefined}>
      {!alone && <legend className="field-label">{question.text}</legend>}
      {!alone && question.help && <p className="hint">{question.help}</p>}
      <FaultText id={`${id}-fault`} fault={fault} />
      <FromWords words={given.words} />
      <div className="choices__picture">
        <BodyPicture question={question} chosen={given.code} choose={(code) => change({ code })} />
        <div className="choices__list">
        {options.map((option) => (
          <label key={option.code} className={classNames('choice', { 'choice--unknown': option.code === 'unknown' })}>
            <input
              type="radio"
              name={question.linkId}
              value={option.code}
              checked={given.code === option.code}
              onChange={() => change({ code: option.code })}
              aria-invalid={fault !== undefined}
              aria-describedby={fault ? `${id}-fault` : undefined}
            />
            <span className="choice__words">{option.display}</span>
          </label>
        ))}
        </div>
      </div>
    </fieldset>
  );
}
