import Button from '@helsenorge/designsystem-react/components/Button';
import type { Task } from 'fhir/r4';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Choice } from '@shared/api/complaints';
import { levelOf, levels, type Level } from '@shared/assessment/read';
import { DoneList } from '@shared/parts/DoneList';
import { LevelBadge } from '@shared/parts/LevelBadge';
import { ActTrouble } from '../parts/ActTrouble';
import { outcomeOf, useOutcome, useRecordOutcome } from '../worklist';
import { Icpc2Field } from './Icpc2Field';

/** What was decided here, and stays. */
export function Recorded({ task }: { task: Task }) {
  const { t } = useTranslation();
  const outcome = useOutcome(task);
  const icpc2 = outcome.data?.prediction?.[0]?.outcome ?? outcome.data?.code;
  const coding = icpc2?.coding?.find((one) => one.system?.includes('icpc-2'));
  const coded = task.output?.map((one) => one.valueCoding ?? one.valueCodeableConcept?.coding?.[0]).find((one) => one?.system?.includes('icpc-2')) ?? coding;
  return (
    <section className="box">
      <h2>{t('outcome.recorded')}</h2>
      {outcome.data && <LevelBadge level={levelOf(outcome.data)} />}
      {coded && (
        <p>
          <strong>{coded.code}</strong> {coded.display}
        </p>
      )}
      {outcome.data?.note?.map((note) => <p key={note.text}>{note.text}</p>)}
      <DoneList task={task} heading={t('act.done-so-far')} />
      {outcome.data?.performer?.display && <p className="quiet">{outcome.data.performer.display}</p>}
    </section>
  );
}

export function Outcome({ task, assessed }: { task: Task; assessed: Level }) {
  const { t } = useTranslation();
  const record = useRecordOutcome(task);
  const [level, setLevel] = useState<Level | undefined>();
  const [icpc2, setIcpc2] = useState<Choice | undefined>();
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  // What was sent on or closed without an outcome has none to show.
  if (task.status === 'completed') return outcomeOf(task) ? <Recorded task={task} /> : null;
  if (task.status === 'cancelled') return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!level || !icpc2);
    if (level && icpc2) record.mutate({ level, icpc2: { system: icpc2.system, code: icpc2.code, display: icpc2.display }, note });
  };
  return (
    <form className="box" onSubmit={submit} noValidate>
      <h2>{t('outcome.heading')}</h2>
      <p className="quiet">{t('outcome.lead', { level: t(`level.${assessed}`) })}</p>
      <fieldset className="small-choices">
        <legend className="field-label">{t('outcome.level')}</legend>
        {missing && !level && (
          <p className="fault" role="alert">
            {t('fault.none-chosen')}
          </p>
        )}
        {[...levels].reverse().map((one) => (
          <label key={one} className="small-choice">
            <input type="radio" name="level" checked={level === one} onChange={() => setLevel(one)} aria-invalid={missing && !level} />
            <LevelBadge level={one} />
          </label>
        ))}
      </fieldset>
      <Icpc2Field chosen={icpc2} choose={setIcpc2} missing={missing && !icpc2} />
      <label className="field-label" htmlFor="outcome-note">
        {t('act.note')}
      </label>
      <textarea id="outcome-note" className="text-field" rows={2} value={note} onChange={(event) => setNote(event.target.value)} maxLength={1000} />
      {record.error && <ActTrouble error={record.error} />}
      <Button type="submit">{record.isPending ? t('share.sending') : t('outcome.save')}</Button>
    </form>
  );
}
