import Button from '@helsenorge/designsystem-react/components/Button';
import type { Task } from 'fhir/r4';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { actions, type Action } from '@shared/api/done';
import { DoneList } from '@shared/parts/DoneList';
import { ActTrouble } from '../parts/ActTrouble';
import { StateWords } from '../parts/StateWords';
import { useAct } from '../worklist';

export function Actions({ task }: { task: Task }) {
  const { t } = useTranslation();
  const act = useAct(task);
  const [action, setAction] = useState<Action | undefined>();
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  if (task.status === 'completed') return null;
  if (task.status === 'cancelled') return <p className="box">{t('standing.cancelled')}</p>;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(action === undefined);
    if (action === undefined) return;
    act.mutate({ action, note }, { onSuccess: () => setNote('') });
  };
  return (
    <form className="box" onSubmit={submit} noValidate>
      <h2>{t('act.heading')}</h2>
      <p className="box__status">
        <StateWords task={task} />
      </p>
      <DoneList task={task} heading={t('act.done-so-far')} />
      <fieldset className="small-choices">
        <legend className="sr-only">{t('act.heading')}</legend>
        {missing && (
          <p className="fault" role="alert">
            {t('fault.none-chosen')}
          </p>
        )}
        {actions.map((one) => (
          <label key={one} className="small-choice">
            <input type="radio" name="action" checked={action === one} onChange={() => setAction(one)} aria-invalid={missing} />
            <span>{t(`act.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      <label className="field-label" htmlFor="act-note">
        {t('act.note')}
      </label>
      <textarea id="act-note" className="text-field" rows={2} value={note} onChange={(event) => setNote(event.target.value)} maxLength={1000} />
      {act.error && <ActTrouble error={act.error} />}
      <p role="status" className={act.isSuccess ? 'said' : 'sr-only'}>
        {act.isSuccess && t('act.done')}
      </p>
      <Button type="submit">{act.isPending ? t('share.sending') : t('act.save')}</Button>
    </form>
  );
}
