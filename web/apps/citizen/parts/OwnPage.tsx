import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useLocation } from 'react-router';
import { useSession } from '@shared/api/session';
import { PageHeading } from '@shared/frame/PageHeading';
import { Waiting } from '@shared/frame/Waiting';
import { useActing, type Subject } from '../acting/acting';
import { mayFor, type Act } from '../acting/mayActFor';

export type Shown = Subject;

interface Props {
  /** What a fullmakt must cover for the page to be shown of somebody else; "self": the page is of oneself alone. */
  needs?: Act | 'self';
  /** Where the way back leads; none on the places of the menu. */
  back?: { to: string; text: string } | false;
  children: (shown: Shown, own: string) => ReactNode;
}

/** Another person is shown, and this cannot be done for them. */
function NotForOthers({ name, reason }: { name: string; reason: 'self' | 'area' }) {
  const { t: say } = useTranslation('citizen');
  const { actFor } = useActing();
  return (
    <div className="page page--narrow">
      <PageHeading step="not-for-others">{say('acting.not-here')}</PageHeading>
      <p className="lead">{say(`acting.not-here-${reason}`, { name })}</p>
      <p>
        <button type="button" className="outline-button" onClick={() => actFor(undefined)}>
          {say('acting.back')}
        </button>
      </p>
    </div>
  );
}

/** A page for a resident who is signed in, about the person whose information is shown. */
export function OwnPage({ needs, back, children }: Props) {
  const session = useSession();
  const { subject, acting, isPending } = useActing();
  const { t: say } = useTranslation('citizen');
  const here = useLocation();
  if (session.isPending || isPending) return <Waiting />;
  const own = session.data?.patient;
  if (!own || !subject) return <Navigate to={`/logg-inn?til=${encodeURIComponent(here.pathname + here.search)}`} replace />;
  if (acting && needs === 'self') return <NotForOthers name={acting.name} reason="self" />;
  if (acting && needs && needs !== 'self' && !mayFor(acting, needs)) return <NotForOthers name={acting.name} reason="area" />;
  const way = back ?? { to: '/mine-innstillinger', text: say('place.settings') };
  return (
    <div className="page page--narrow">
      {way && (
        <p className="back-link">
          <Link to={way.to}>
            <span aria-hidden="true">‹ </span>
            {way.text}
          </Link>
        </p>
      )}
      {children(subject, own)}
    </div>
  );
}
