import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { Level } from '@shared/assessment/read';
import { levelIcon } from '@shared/parts/levels';
import Icon from '@helsenorge/designsystem-react/components/Icon';
import { PlayContext } from '../play/usePlay';
import type { Protocol, StoredCase } from '../protocol/model';
import { outcomeOf } from '../protocol/outcomes';

function Sign({ expect }: { expect: string | undefined }) {
  const { t } = useTranslation();
  const level: Level | undefined = expect ? outcomeOf(expect)?.level : undefined;
  if (!level) return <span className="case-sign" />;
  return (
    <span className={`case-sign level--${level}`}>
      <Icon svgIcon={levelIcon[level]} size={24} color="currentColor" ariaLabel={t(`level.${level}`)} />
    </span>
  );
}

function Case({ stored, number, on, choose }: { stored: StoredCase; number: number; on: boolean; choose: () => void }) {
  return (
    <li>
      <button type="button" className="case-button" aria-pressed={on} onClick={choose}>
        <Sign expect={stored.expect} />
        <span>
          <span className="case-button__number">{number}</span> <span lang="en">{stored.name}</span>
        </span>
      </button>
    </li>
  );
}

/** The stored cases, and a person of one's own. */
export function CaseList({ protocol }: { protocol: Protocol }) {
  const { t } = useTranslation('analyst');
  const play = useContext(PlayContext)!;
  return (
    <>
      <button type="button" className="case-button case-button--own" aria-pressed={Boolean(play.person && !play.stored)} onClick={() => play.change({ answers: {}, rest: 'open' })}>
        {t('play.own')}
      </button>
      <h3>{t('play.stored', { count: protocol.cases.length })}</h3>
      <div className="case-list" role="region" aria-label={t('play.stored', { count: protocol.cases.length })} tabIndex={0}>
        <ol>
          {protocol.cases.map((stored, index) => (
            <Case key={index} stored={stored} number={index + 1} on={play.number === index + 1} choose={() => play.chooseCase(index + 1, stored.unlisted ?? 'no')} />
          ))}
        </ol>
      </div>
    </>
  );
}
