import Button from '@helsenorge/designsystem-react/components/Button';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Refusal } from '@shared/api/request';
import { Trouble } from '@shared/frame/Trouble';
import { emergencyReasons, useBreakTheGlass, type EmergencyReason } from '../emergency';
import { Dialog } from '../parts/Dialog';
import { showNumber } from '../patient';

const noteCharactersMax = 1000;
const meanings = ['glass.means-logged', 'glass.means-seen', 'glass.means-reviewed', 'glass.means-ends'] as const;

function Refused({ error }: { error: unknown }) {
  const { t } = useTranslation('clinician');
  const kind = error instanceof Refusal ? error.kind : undefined;
  if (kind !== 'not-found' && kind !== 'not-accepted') return <Trouble error={error} kept />;
  // Who is not here and who has blocked it are answered alike, and told alike.
  return (
    <p className="fault" role="alert">
      {t(`glass.${kind}`)}
    </p>
  );
}

interface Missing {
  reason: boolean;
  note: boolean;
}

/** Says what emergency access means, and asks for the reason before it is given. */
export function GlassDialog({ number, close }: { number: string; close: () => void }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('clinician');
  const navigate = useNavigate();
  const access = useBreakTheGlass();
  const [reason, setReason] = useState<EmergencyReason | undefined>();
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState<Missing>({ reason: false, note: false });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing({ reason: !reason, note: !note.trim() });
    if (reason && note.trim()) access.mutate({ number, reason, note }, { onSuccess: (one) => void navigate(`/pasient/${one.patient.slice('Patient/'.length)}`) });
  };
  return (
    <Dialog heading={say('glass.heading')} close={close}>
      <p>{say('glass.lead')}</p>
      <p className="glass__number">
        <span className="quiet">{say('find.number')}</span> <strong>{showNumber(number)}</strong>
      </p>
      <ul className="glass__meanings">
        {meanings.map((one) => (
          <li key={one}>{say(one)}</li>
        ))}
      </ul>
      <form className="fold fold--bare" onSubmit={submit} noValidate>
        <fieldset className="small-choices small-choices--wide">
          <legend className="field-label">{say('glass.reason')}</legend>
          {missing.reason && !reason && (
            <p className="fault" role="alert">
              {t('fault.none-chosen')}
            </p>
          )}
          {emergencyReasons.map((one) => (
            <label key={one} className="small-choice">
              <input type="radio" name="reason" checked={reason === one} onChange={() => setReason(one)} aria-invalid={missing.reason && !reason} />
              <span>{say(`glass.${one}`)}</span>
            </label>
          ))}
        </fieldset>
        <label className="field-label" htmlFor="glass-note">
          {say('glass.note')}
        </label>
        <p className="hint" id="glass-note-hint">
          {say('glass.note-hint')}
        </p>
        <textarea
          id="glass-note"
          className="text-field"
          rows={3}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          maxLength={noteCharactersMax}
          aria-required="true"
          aria-invalid={missing.note && !note.trim()}
          aria-describedby={missing.note ? 'glass-note-fault glass-note-hint' : 'glass-note-hint'}
        />
        {missing.note && !note.trim() && (
          <p id="glass-note-fault" className="fault" role="alert">
            {say('glass.note-missing')}
          </p>
        )}
        {access.error && <Refused error={access.error} />}
        <div className="dialog__choices">
          <Button type="submit" concept="destructive">
            {access.isPending ? t('share.sending') : say('glass.open')}
          </Button>
          <Button variant="outline" onClick={close}>
            {t('share.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
