import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSession, useSignOut } from '@shared/api/session';

/** Who is signed in, where they work, and the way out. Nothing when nobody is. */
export function SignedIn() {
  const { t } = useTranslation();
  const session = useSession();
  const signOut = useSignOut();
  const navigate = useNavigate();
  if (!session.data?.signedIn) return null;
  const { role, name, organizationName } = session.data;
  const leave = () => signOut.mutate(undefined, { onSuccess: () => void navigate('/') });
  return (
    <>
      {role !== 'resident' && (
        <span className="header__who">
          {name}
          {organizationName && <span className="quiet"> · {organizationName}</span>}
        </span>
      )}
      <button type="button" className="plain-button" onClick={leave}>
        {t('frame.sign-out')}
      </button>
    </>
  );
}
