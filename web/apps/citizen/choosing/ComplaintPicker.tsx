import Icon from '@helsenorge/designsystem-react/components/Icon';
import ChevronRight from '@helsenorge/designsystem-react/components/Icons/ChevronRight';
import classNames from 'classnames';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useComplaints, type Choice } from '@shared/api/complaints';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { groupsOf, inOrderFor, named, usualFor, wayOut } from '../complaintAreas';
import { iconOf } from '../complaintIcon';
import type { Whom } from '../draft';

interface ChooseProps {
  choose: (complaint: Choice) => void;
  /** The complaint that was chosen, while its interview is fetched. */
  busy: string | undefined;
}

interface ListProps extends ChooseProps {
  complaints: Choice[];
  /** These are the answers to what was typed before. */
  isOld?: boolean;
  /** Names alone, for those that matter less. */
  small?: boolean;
  more?: string;
}

function ComplaintList({ complaints, choose, busy, isOld = false, small = false, more }: ListProps) {
  return (
    <ul className={classNames('complaints', { 'complaints--small': small })} aria-busy={isOld}>
      {complaints.map((complaint) => (
        <li key={complaint.code}>
          <button type="button" className="complaint" data-complaint={complaint.code} onClick={() => choose(complaint)} aria-busy={busy === complaint.code} disabled={busy !== undefined}>
            {!small && (
              <span className="complaint__icon">
                <Icon svgIcon={iconOf(complaint.code)} size={38} color="#08667c" />
              </span>
            )}
            <span className="complaint__name">
              {complaint.display}
              {more && <span className="complaint__more">{more}</span>}
            </span>
            <Icon svgIcon={ChevronRight} size={24} color="#126f87" />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Never a dead end: whoever finds nothing that fits is asked more openly. */
function WayOut({ all, ...rest }: ChooseProps & { all: Choice[] }) {
  const { t } = useTranslation();
  const out = wayOut(all);
  if (!out) return null;
  return (
    <div className="way-out">
      <ComplaintList complaints={[out]} more={t('start.something-else')} {...rest} />
    </div>
  );
}

const matchesFirst = 3;
const matchesMax = 9;

function Matches({ found, all, isOld, ...rest }: ChooseProps & { found: Choice[]; all: Choice[]; isOld: boolean }) {
  const { t } = useTranslation();
  const shown = named(found).slice(0, matchesMax);
  const others = shown.slice(matchesFirst);
  return (
    <>
      <h2 className="start__list-heading">{t('start.matches')}</h2>
      {/* An empty list too tells whether the answer has come. */}
      <ComplaintList complaints={shown.slice(0, matchesFirst)} isOld={isOld} {...rest} />
      {others.length > 0 && (
        <>
          <h3 className="start__group">{t('start.other-matches')}</h3>
          <ComplaintList complaints={others} small {...rest} />
        </>
      )}
      <p role="status" className={shown.length === 0 && !isOld ? 'empty' : 'sr-only'}>
        {shown.length === 0 ? t('start.no-match') : t('start.match-count', { count: shown.length })}
      </p>
      <WayOut all={all} {...rest} />
    </>
  );
}

function Everything({ all, kind, ...rest }: ChooseProps & { all: Choice[]; kind: Whom['kind'] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <h2 className="start__list-heading">{t('start.common')}</h2>
      <ComplaintList complaints={usualFor(kind, all)} {...rest} />
      <button type="button" className="show-all" aria-expanded={open} aria-controls="all-complaints" onClick={() => setOpen(!open)}>
        {t(open ? 'start.show-fewer' : 'start.show-all')}
      </button>
      <div id="all-complaints" className="areas" hidden={!open}>
        {groupsOf(all).map((group) => (
          <section key={group.name} className="area">
            <h3 className="start__group">{t(group.name)}</h3>
            <ComplaintList complaints={group.complaints} small {...rest} />
          </section>
        ))}
      </div>
      <WayOut all={all} {...rest} />
    </>
  );
}

interface Props extends ChooseProps {
  kind: Whom['kind'];
  typed: string;
  /** What is searched for: a moment behind what is typed. */
  filter: string;
  /** Complaints that are chosen already. */
  without?: string[];
}

/** The complaints: the usual ones and all of them by area, or what fits to what was typed. */
export function ComplaintPicker({ kind, typed, filter, without = [], ...rest }: Props) {
  const { i18n } = useTranslation();
  const every = useComplaints('', i18n.language);
  const found = useComplaints(filter, i18n.language);
  const left = (complaints: Choice[] | undefined) => (complaints ?? []).filter((one) => !without.includes(one.code));
  const trouble = every.error ?? found.error;
  if (every.isPending || found.isPending) return <Waiting />;
  if (trouble) return <Trouble error={trouble} again={() => void (every.error ? every.refetch() : found.refetch())} />;
  const all = left(every.data);
  if (!typed.trim()) return <Everything all={all} kind={kind} {...rest} />;
  return <Matches found={inOrderFor(kind, left(found.data))} all={all} isOld={found.isPlaceholderData || filter !== typed} {...rest} />;
}
