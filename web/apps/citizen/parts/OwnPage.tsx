import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useLocation } from 'react-router';
import { isFresh, useSession } from '@shared/api/session';
import { PageHeading } from '@shared/frame/PageHeading';
import { Waiting } from '@shared/frame/Waiting';
import { useActing, type Subject } from '../acting/acting';
import { mayFor, type Act } from '../acting/mayActFor';

export type Shown = Subject;

interface Props {
  /** What a fullmakt must cover for the page to be shown of somebody else; "self": the page is of oneself alone. */
  needs?: Act | 'self';
  /** Only soon after signing in: letting others in, and reading who has looked. */
  fresh?: boolean;
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

/** Signed in too long ago: the page comes back after signing in again. */
function SignInAgain({ to }: { to: string }) {
  const { t } = useTranslation();
  return (
    <div className="page page--narrow">
      <PageHeading step="sign-in-again">{t('trouble.sign-in-again')}</PageHeading>
      <p className="lead">{t('trouble.sign-in-again-text')}</p>
      <p>
        <Link className="call call--sea" to={`/logg-inn?${new URLSearchParams({ til: to, igjen: 'ja' })}`}>
          {t('trouble.sign-in-again-link')}
        </Link>
      </p>
    </div>
  );
}

/** A page for a resident who is signed in, about the person whose information is shown. */
export function OwnPage({ needs, fresh, back, children }: Props) {
  const session = useSession();
  const { subject, acting, isPending } = useActing();
  const { t: say } = useTranslation('citizen');
  const here = useLocation();
  if (session.isPending || isPending) return <Waiting />;
  const own = session.data?.patient;
  if (!own || !subject) return <Navigate to={`/logg-inn?til=${encodeURIComponent(here.pathname + here.search)}`} replace />;
  if (acting && needs === 'self') return <NotForOthers name={acting.name} reason="self" />;
  if (acting && needs && needs !== 'self' && !mayFor(acting, needs)) return <NotForOthers name={acting.name} reason="area" />;
  if (fresh && !isFresh(session.data, new Date())) return <SignInAgain to={here.pathname + here.search} />;
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
