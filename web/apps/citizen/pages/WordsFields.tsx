import { useTranslation } from 'react-i18next';
import { useDraft } from '../draft';

const charactersMax = 1000;

function WordsField({ id, label, value, rows, change }: { id: string; label: string; value: string; rows: number; change: (value: string) => void }) {
  return (
    <div>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <textarea id={id} className="text-field" rows={rows} maxLength={charactersMax} value={value} onChange={(event) => change(event.target.value)} />
    </div>
  );
}

/** The person's own words and medicines: both free to leave empty. */
export function WordsFields() {
  const { t } = useTranslation();
  const { draft, note } = useDraft();
  return (
    <div className="fields">
      <WordsField id="own-words" label={t('share.own-words')} rows={4} value={draft?.ownWords ?? ''} change={(ownWords) => note({ ownWords })} />
      <WordsField id="medicines" label={t('share.medicines')} rows={3} value={draft?.medicines ?? ''} change={(medicines) => note({ medicines })} />
    </div>
  );
}
