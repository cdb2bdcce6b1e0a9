import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useIcpc2, type Choice } from '@shared/api/complaints';

const shownMax = 8;

interface Props {
  chosen: Choice | undefined;
  choose: (choice: Choice | undefined) => void;
  missing: boolean;
}

/** Search by word or code; the hits are ordinary buttons, so keyboard and screen reader need nothing special. */
export function Icpc2Field({ chosen, choose, missing }: Props) {
  const { t, i18n } = useTranslation();
  const [typed, setTyped] = useState('');
  const found = useIcpc2(useDeferredValue(typed), i18n.language);
  const hits = typed.trim() ? (found.data ?? []).slice(0, shownMax) : [];
  if (chosen) {
    return (
      <div className="chosen">
        <span className="field-label">ICPC-2</span>
        <span>
          <strong>{chosen.code}</strong> {chosen.display}
        </span>
        <button type="button" className="plain-button" onClick={() => choose(undefined)}>
          {t('read.change')}
        </button>
      </div>
    );
  }
  return (
    <div className="icpc2">
      <label className="field-label" htmlFor="icpc2">
        {t('outcome.icpc2')}
      </label>
      <input
        id="icpc2"
        type="search"
        className="text-field"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        aria-invalid={missing}
        aria-describedby={missing ? 'icpc2-fault' : undefined}
        autoComplete="off"
        maxLength={60}
      />
      {missing && (
        <p id="icpc2-fault" className="fault" role="alert">
          {t('outcome.icpc2-missing')}
        </p>
      )}
      <p role="status" className={typed.trim() && found.data?.length === 0 ? 'quiet' : 'sr-only'}>
        {typed.trim() && found.data && (found.data.length === 0 ? t('outcome.icpc2-none') : t('start.match-count', { count: hits.length }))}
      </p>
      <ul className="hits">
        {hits.map((hit) => (
          <li key={hit.code}>
            <button type="button" className="hit" onClick={() => choose(hit)}>
              <strong>{hit.code}</strong> {hit.display}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
