import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { useSession, useSignOut } from '@shared/api/session';
import { DemoBar } from '@shared/frame/DemoBar';
import { LanguageChoice } from '@shared/frame/LanguageChoice';
import { Mark } from '@shared/frame/Mark';

export function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const session = useSession();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const personnel = session.data?.role === 'personnel' ? session.data : undefined;
  return (
    <>
      <a className="skip" href="#innhold">
        {t('frame.skip')}
      </a>
      <DemoBar />
      <header className="header header--dense">
        <div className="header__inner">
          <Link className="header__name" to="/">
            <Mark size={28} />
            <span>
              Helselos <span className="header__for">{t('clinician.for')}</span>
            </span>
          </Link>
          <div className="header__choices">
            {personnel && (
              <span className="header__who">
                {personnel.name}
                {personnel.organizationName && <span className="quiet"> · {personnel.organizationName}</span>}
              </span>
            )}
            <LanguageChoice />
            {session.data?.signedIn && (
              <button type="button" className="plain-button" onClick={() => signOut.mutate(undefined, { onSuccess: () => void navigate('/') })}>
                {t('frame.sign-out')}
              </button>
            )}
          </div>
        </div>
      </header>
      <main id="innhold" tabIndex={-1} data-address={useLocation().pathname}>
        {children}
      </main>
    </>
  );
}
