import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { OutcomeBadge } from '../parts/OutcomeBadge';
import { PlayContext } from '../play/usePlay';
import type { Protocol } from '../protocol/model';

/** Reminds that a person is being tried, whose rules are marked on the page. */
export function Played({ protocol }: { protocol: Protocol }) {
  const { t } = useTranslation('analyst');
  const { search } = useLocation();
  const play = useContext(PlayContext);
  if (!play?.person) return null;
  const first = play.applied?.[0];
  return (
    <div className="played">
      <span>
        {play.stored ? (
          <>
            {t('played.case', { number: play.number })} <span lang="en">{play.stored.name}</span>
          </>
        ) : (
          t('played.own')
        )}
      </span>
      {first && <OutcomeBadge outcome={first} />}
      <span className="played__ways">
        <Link to={{ pathname: `/protokoll/${protocol.complaint}/prov`, search }}>{t('played.see')}</Link>
        <button type="button" className="plain-button" onClick={play.end}>
          {t('played.end')}
        </button>
      </span>
    </div>
  );
}
