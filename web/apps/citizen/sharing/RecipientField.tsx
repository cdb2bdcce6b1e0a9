import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProposed, type Recipient, type Wanted } from '@shared/api/recipients';
import { Waiting } from '@shared/frame/Waiting';
import { FieldFault } from '../parts/FieldFault';
import { OrganizationSearch, type Found } from '../parts/OrganizationSearch';

const proposedMax = 3;

interface Props {
  wanted: Wanted;
  chosen: Found | undefined;
  choose: (found: Found) => void;
  fault: string | undefined;
}

const foundOf = ({ reference, name }: Recipient): Found => ({ reference, name, place: '' });

/** Those who are near at hand for this person, on one line each; the register by search for whoever wants another. */
export function RecipientField({ wanted, chosen, choose, fault }: Props) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('citizen');
  const proposed = useProposed(wanted);
  const [isSearching, setSearching] = useState(false);
  const id = useId();
  if (proposed.isPending) return <Waiting />;
  // What is only a help holds nobody up: without it the register is there.
  const near = (proposed.data ?? []).slice(0, proposedMax);
  if (near.length === 0) return <OrganizationSearch legend={t('share.whom')} receiving chosen={chosen} choose={choose} fault={fault} none={t('share.no-recipients')} />;
  return (
    <>
      <fieldset className="choices">
        <legend className="field-label">{t('share.whom')}</legend>
        <FieldFault id={`${id}-fault`} text={fault} />
        <div className="choices__list">
          {near.map((one) => (
            <label key={one.reference} className="choice">
              <input type="radio" name={id} checked={chosen?.reference === one.reference} onChange={() => choose(foundOf(one))} aria-invalid={fault !== undefined} aria-describedby={fault ? `${id}-fault` : undefined} />
              <span className="choice__words">
                {one.name}
                <span className="choice__help">{say(one.isOwn ? 'recipient.own' : 'recipient.proposed')}</span>
              </span>
            </label>
          ))}
          {chosen && !near.some((one) => one.reference === chosen.reference) && (
            <label className="choice">
              <input type="radio" name={id} checked readOnly />
              <span className="choice__words">{chosen.name}</span>
            </label>
          )}
        </div>
      </fieldset>
      <details className="more" onToggle={(event) => setSearching(event.currentTarget.open)}>
        <summary>{say('recipient.another')}</summary>
        {isSearching && <OrganizationSearch legend={say('recipient.search')} receiving chosen={chosen} choose={choose} none={t('share.no-recipients')} />}
      </details>
    </>
  );
}
