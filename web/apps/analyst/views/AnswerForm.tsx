import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { numberFault, readNumber } from '@shared/interview/numbers';
import { useWords, Words } from '../parts/Content';
import type { Person, Rest } from '../play/person';
import { findingGroups } from '../protocol/coverage';
import type { Finding, Protocol } from '../protocol/model';

interface FieldProps {
  finding: Finding;
  answer: string;
  set: (answer: string) => void;
}

function Choice({ finding, answer, set, id }: FieldProps & { id: string }) {
  const { t } = useTranslation('analyst');
  const words = useWords();
  const offered = finding.kind === 'choice' ? (finding.choices ?? []).map((one) => ({ code: one.id, text: words(one.text) })) : [{ code: 'yes', text: t('answers.yes') }, { code: 'no', text: t('condition.no') }];
  return (
    <select id={id} value={answer} onChange={(event) => set(event.target.value)} className={answer ? 'answered' : undefined}>
      <option value="">{t('answers.as-rest')}</option>
      {offered.map(({ code, text }) => (
        <option key={code} value={code}>
          {text}
        </option>
      ))}
      <option value="unknown">{t('rest.unknown')}</option>
    </select>
  );
}

function NumberField({ finding, answer, set, id }: FieldProps & { id: string }) {
  const { t } = useTranslation('analyst');
  const [written, setWritten] = useState<string>();
  const bounds = { wholeNumber: false, least: finding.min, most: finding.max };
  const shown = written ?? (answer === 'unknown' ? '' : answer.replace('.', ','));
  const isWrong = shown.trim() !== '' && numberFault(shown, bounds) !== undefined;
  const change = (text: string) => {
    setWritten(text);
    const read = readNumber(text);
    if (text.trim() === '') set('');
    else if (read !== undefined && numberFault(text, bounds) === undefined) set(read);
  };
  return (
    <span className="number-answer">
      <input
        id={id}
        inputMode="decimal"
        autoComplete="off"
        className={answer ? 'answered' : undefined}
        value={shown}
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? `${id}-fault` : undefined}
        onChange={(event) => change(event.target.value)}
        onBlur={() => !isWrong && setWritten(undefined)}
      />
      <Words of={finding.unitLabel ?? { nb: '', nn: '', en: '' }} />
      {isWrong && (
        <span id={`${id}-fault`} className="fault">
          {t('answers.range', { min: finding.min, max: finding.max })}
        </span>
      )}
    </span>
  );
}

function Field(props: FieldProps) {
  const id = useId();
  const { finding } = props;
  return (
    <div className="answer">
      <label htmlFor={id}>
        <Words of={finding.question} />
      </label>
      {finding.kind === 'number' ? <NumberField {...props} id={id} /> : <Choice {...props} id={id} />}
    </div>
  );
}

/** All findings of the protocol, to be answered freely; what is left alone is answered as the rest. */
export function AnswerForm({ protocol, person, change }: { protocol: Protocol; person: Person; change: (person: Person) => void }) {
  const { t } = useTranslation('analyst');
  const set = (finding: string, answer: string) => {
    const { [finding]: _, ...others } = person.answers;
    change({ ...person, answers: answer ? { ...others, [finding]: answer } : others });
  };
  return (
    <form className="answers-form" onSubmit={(event) => event.preventDefault()}>
      <fieldset className="rest">
        <legend>{t('rest.legend')}</legend>
        {(['open', 'no', 'unknown'] satisfies Rest[]).map((rest) => (
          <label key={rest} className="rest-choice">
            <input type="radio" name="all-the-rest" checked={person.rest === rest} onChange={() => change({ ...person, rest })} />
            {t(`rest.${rest}`)}
          </label>
        ))}
      </fieldset>
      {findingGroups(protocol).map((group) => (
        <fieldset key={group.id} className="answers-group">
          <legend>{group.title ? <Words of={group.title} /> : t('finding.alone')}</legend>
          {group.findings.map((finding) => (
            <Field key={finding.id} finding={finding} answer={person.answers[finding.id] ?? ''} set={(answer) => set(finding.id, answer)} />
          ))}
        </fieldset>
      ))}
    </form>
  );
}
