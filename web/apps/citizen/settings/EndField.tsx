import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldFault } from '../parts/FieldFault';
import { endInMonths } from './fullmaktForm';

const spans = [3, 12] as const;
export type EndChoice = 'none' | 'day' | `${(typeof spans)[number]}`;

export interface End {
  choice: EndChoice;
  day: string;
}

export const endOf = ({ choice, day }: End, now: Date): string => (choice === 'none' ? '' : choice === 'day' ? day : endInMonths(now, Number(choice)));
export const hasEnd = ({ choice, day }: End, today: string) => choice !== 'day' || day >= today;

export function EndField({ end, change, missing }: { end: End; change: (end: End) => void; missing: boolean }) {
  const { t: say } = useTranslation('citizen');
  const id = useId();
  const options: EndChoice[] = ['3', '12', 'day', 'none'];
  return (
    <fieldset className="choices">
      <legend className="field-label">{say('fullmakt.end')}</legend>
      <div className="choices__list">
        {options.map((option) => (
          <label key={option} className="choice">
            <input type="radio" name={id} checked={end.choice === option} onChange={() => change({ ...end, choice: option })} />
            <span className="choice__words">{say(`fullmakt.end-${option}`)}</span>
          </label>
        ))}
      </div>
      {end.choice === 'day' && (
        <div className="field-below">
          <label className="field-label" htmlFor={`${id}-day`}>
            {say('fullmakt.last-day')}
          </label>
          <FieldFault id={`${id}-fault`} text={missing ? say('fullmakt.no-day') : undefined} />
          <input id={`${id}-day`} type="date" className="text-field text-field--short" value={end.day} aria-invalid={missing} aria-describedby={missing ? `${id}-fault` : undefined} onChange={(event) => change({ ...end, day: event.target.value })} />
        </div>
      )}
    </fieldset>
  );
}
