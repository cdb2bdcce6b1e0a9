import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Trouble } from '@shared/frame/Trouble';
import { useRecipientsNamed, type Recipient } from '../organizations';

interface Props {
  chosen: Recipient | undefined;
  choose: (recipient: Recipient | undefined) => void;
  /** The own organisation, which one does not send to. */
  own: string | undefined;
  missing: boolean;
}

function Chosen({ chosen, change }: { chosen: Recipient; change: () => void }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('clinician');
  return (
    <div className="chosen">
      <span className="field-label">{say('send.to')}</span>
      <span>
        <strong>{chosen.name}</strong> <span className="quiet">{chosen.place}</span>
      </span>
      <button type="button" className="plain-button" onClick={change}>
        {t('read.change')}
      </button>
    </div>
  );
}

/** Search among those who receive assessments; the hits are ordinary buttons. */
export function RecipientField({ chosen, choose, own, missing }: Props) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('clinician');
  const [typed, setTyped] = useState('');
  const found = useRecipientsNamed(useDeferredValue(typed), chosen === undefined);
  const hits = (found.data ?? []).filter((one) => one.reference !== own);
  if (chosen) return <Chosen chosen={chosen} change={() => choose(undefined)} />;
  return (
    <div className="icpc2">
      <label className="field-label" htmlFor="recipient">
        {say('send.search')}
      </label>
      <input
        id="recipient"
        type="search"
        className="text-field"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        aria-invalid={missing}
        aria-describedby={missing ? 'recipient-fault' : undefined}
        autoComplete="off"
        maxLength={80}
      />
      {missing && (
        <p id="recipient-fault" className="fault" role="alert">
          {say('send.missing')}
        </p>
      )}
      {found.error && <Trouble error={found.error} again={() => void found.refetch()} />}
      <p role="status" className={found.data && hits.length === 0 ? 'quiet' : 'sr-only'}>
        {found.data && (hits.length === 0 ? say('send.none') : t('start.match-count', { count: hits.length }))}
      </p>
      <ul className="hits">
        {hits.map((hit) => (
          <li key={hit.reference}>
            <button type="button" className="hit" onClick={() => choose(hit)}>
              <strong>{hit.name}</strong> <span className="quiet">{[hit.place, hit.herId && `HER ${hit.herId}`].filter(Boolean).join(' · ')}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
