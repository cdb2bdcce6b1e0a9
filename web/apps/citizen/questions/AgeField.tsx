import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { FaultText } from './FaultText';
import type { FieldProps } from './Fields';
import { UnknownBox } from './UnknownBox';

/** An age in years, or in months for the smallest, where a month can matter. */
export function AgeField({ question, given, change, fault, alone }: FieldProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="number" role="group" aria-labelledby={alone ? 'question' : `${id}-label`}>
      {!alone && (
        <label className="field-label" id={`${id}-label`} htmlFor={id}>
          {question.text}
        </label>
      )}
      <p className="hint" id={`${id}-help`}>
        {t('age.help')}
      </p>
      <FaultText id={`${id}-fault`} fault={fault} question={question} />
      <span className="number__box">
        <input
          id={id}
          name={question.linkId}
          className="text-field"
          type="text"
          inputMode="decimal"
          value={given.written ?? ''}
          onChange={(event) => change({ written: event.target.value, months: given.months })}
          aria-labelledby={alone ? 'question' : undefined}
          aria-invalid={fault !== undefined}
          aria-describedby={fault ? `${id}-fault ${id}-help` : `${id}-help`}
          autoComplete="off"
          maxLength={6}
        />
        <select className="text-field" aria-label={t('age.unit')} value={given.months ? 'months' : 'years'} onChange={(event) => change({ written: given.written, months: event.target.value === 'months' })}>
          <option value="years">{t('age.unit-years')}</option>
          <option value="months">{t('age.unit-months')}</option>
        </select>
      </span>
      <UnknownBox name={`${question.linkId}-unknown`} given={given} change={change} />
    </div>
  );
}
