import { useId } from 'react';
import { BreathCounter } from './BreathCounter';
import { FaultText } from './FaultText';
import type { FieldProps } from './Fields';
import { UnknownBox } from './UnknownBox';

const breathsPerMinute = '9279-1';

/**
 * A number with its unit. A plain text field on purpose: number fields drop or misread the decimal comma when the
 * browser's own language is not Norwegian.
 */
export function NumberField({ question, given, change, fault, alone }: FieldProps) {
  const id = useId();
  const described = [fault && `${id}-fault`, !alone && question.help && `${id}-help`].filter(Boolean).join(' ');
  return (
    <div className="number">
      {!alone && (
        <label className="field-label" htmlFor={id}>
          {question.text}
        </label>
      )}
      {!alone && question.help && (
        <p className="hint" id={`${id}-help`}>
          {question.help}
        </p>
      )}
      <FaultText id={`${id}-fault`} fault={fault} question={question} />
      <span className="number__box">
        <input
          id={id}
          name={question.linkId}
          className="text-field"
          type="text"
          inputMode={question.wholeNumber ? 'numeric' : 'decimal'}
          value={given.written ?? ''}
          onChange={(event) => change({ written: event.target.value })}
          aria-labelledby={alone ? `question ${id}-unit` : undefined}
          aria-invalid={fault !== undefined}
          aria-describedby={described || undefined}
          autoComplete="off"
          maxLength={12}
        />
        <span id={`${id}-unit`}>{question.unit}</span>
      </span>
      {question.measures.includes(breathsPerMinute) && <BreathCounter counted={(breaths) => change({ written: String(breaths) })} />}
      {!(question.optional && !alone) && <UnknownBox name={`${question.linkId}-unknown`} given={given} change={change} />}
    </div>
  );
}
