import Button from '@helsenorge/designsystem-react/components/Button';
import type { Task } from 'fhir/r4';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { closeReasons, useClose, type CloseReason } from '../case';
import { ActTrouble } from '../parts/ActTrouble';
import { Section } from '../parts/Section';

/** Ends a case that has no outcome to record. */
export function CloseForm({ task }: { task: Task }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('clinician');
  const close = useClose(task);
  const [reason, setReason] = useState<CloseReason | undefined>();
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(reason === undefined);
    if (reason) close.mutate({ reason, note });
  };
  return (
    <Section heading={say('close.heading')}>
      <form className="fold" onSubmit={submit} noValidate>
        <p className="hint">{say('close.hint')}</p>
        <fieldset className="small-choices">
          <legend className="field-label">{say('close.reason')}</legend>
          {missing && !reason && (
            <p className="fault" role="alert">
              {t('fault.none-chosen')}
            </p>
          )}
          {closeReasons.map((one) => (
            <label key={one} className="small-choice">
              <input type="radio" name="close-reason" checked={reason === one} onChange={() => setReason(one)} aria-invalid={missing && !reason} />
              <span>{say(`close.${one}`)}</span>
            </label>
          ))}
        </fieldset>
        <label className="field-label" htmlFor="close-note">
          {say('close.note')}
        </label>
        <textarea id="close-note" className="text-field" rows={2} value={note} onChange={(event) => setNote(event.target.value)} maxLength={1000} />
        {close.error && <ActTrouble error={close.error} />}
        <Button type="submit" variant="outline">
          {close.isPending ? t('share.sending') : say('close.close')}
        </Button>
      </form>
    </Section>
  );
}
