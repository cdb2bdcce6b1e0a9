import Button from '@helsenorge/designsystem-react/components/Button';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '@shared/frame/PageHeading';
import { readNumber } from '../patient';
import { GlassDialog } from './GlassDialog';

/** A person is found by their number alone. It is written in a form, and never stands in an address. */
export function FindPage() {
  const { t } = useTranslation('clinician');
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const [asked, setAsked] = useState<string | undefined>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const number = readNumber(typed);
    setWrong(number === undefined);
    setAsked(number);
  };
  return (
    <div className="sheet sheet--narrow">
      <PageHeading>{t('find.heading')}</PageHeading>
      <p>{t('find.lead')}</p>
      <form className="box" onSubmit={submit} noValidate method="post" autoComplete="off">
        <label className="field-label" htmlFor="number">
          {t('find.number')}
        </label>
        <input
          id="number"
          className="text-field find__number"
          inputMode="numeric"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          maxLength={20}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={wrong}
          aria-describedby={wrong ? 'number-fault' : undefined}
        />
        {wrong && (
          <p id="number-fault" className="fault" role="alert">
            {t('find.wrong')}
          </p>
        )}
        <Button type="submit" variant="outline">
          {t('find.next')}
        </Button>
      </form>
      {asked && <GlassDialog number={asked} close={() => setAsked(undefined)} />}
    </div>
  );
}
