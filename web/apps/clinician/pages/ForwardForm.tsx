import Button from '@helsenorge/designsystem-react/components/Button';
import type { Task } from 'fhir/r4';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useForward } from '../case';
import type { Recipient } from '../organizations';
import { ActTrouble } from '../parts/ActTrouble';
import { Section } from '../parts/Section';
import { RecipientField } from './RecipientField';

export function ForwardForm({ task }: { task: Task }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('clinician');
  const forward = useForward(task);
  const [to, setTo] = useState<Recipient | undefined>();
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(to === undefined);
    if (to) forward.mutate({ to: to.reference, note });
  };
  return (
    <Section heading={say('send.heading')}>
      <form className="fold" onSubmit={submit} noValidate>
        <p className="hint">{say('send.hint')}</p>
        <RecipientField chosen={to} choose={setTo} own={task.owner?.reference} missing={missing && !to} />
        <label className="field-label" htmlFor="forward-note">
          {say('send.note')}
        </label>
        <textarea id="forward-note" className="text-field" rows={2} value={note} onChange={(event) => setNote(event.target.value)} maxLength={1000} />
        {forward.error && <ActTrouble error={forward.error} refused={say('send.refused')} />}
        <Button type="submit">{forward.isPending ? t('share.sending') : say('send.send')}</Button>
      </form>
    </Section>
  );
}
