import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { useSession, useSignOut } from '@shared/api/session';
import { DemoBar } from '@shared/frame/DemoBar';
import { EmergencyBar } from '@shared/frame/EmergencyBar';
import { LanguageChoice } from '@shared/frame/LanguageChoice';
import { Mark } from '@shared/frame/Mark';
import { useDraft } from './draft';

function AccountChoice() {
  const { t } = useTranslation();
  const session = useSession();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const { forget } = useDraft();
  const here = useLocation().pathname;
  const leave = () => {
    // On a shared machine the next person must find nothing.
    forget();
    signOut.mutate(undefined, { onSuccess: () => void navigate('/') });
  };
  if (session.isPending) return null;
  if (!session.data?.signedIn) {
    return (
      <Link className="plain-button plain-button--strong" to={here === '/' || here === '/logg-inn' ? '/logg-inn' : `/logg-inn?til=${encodeURIComponent(here)}`}>
        {t('frame.sign-in')}
      </Link>
    );
  }
  return (
    <button type="button" className="plain-button" onClick={leave}>
      {t('frame.sign-out')}
    </button>
  );
}

function BehalfBar() {
  const { t } = useTranslation();
  const { draft } = useDraft();
  const here = useLocation().pathname;
  const about = draft?.whom;
  if (about?.kind !== 'child' || !about.name || ['/', '/logg-inn', '/mine-delinger'].includes(here)) return null;
  return (
    <aside className="behalf-bar" aria-label={t('frame.behalf-label')}>
      {t('frame.behalf', { name: about.name })}
    </aside>
  );
}

function Footer() {
  const { t } = useTranslation();
  return (
    <footer className="footer">
      <div className="footer__inner">
        <div className="footer__help">
          <p className="footer__number">
            <a href="tel:116117">116 117</a>
            <span>{t('footer.legevakt')}</span>
          </p>
          <p className="footer__number">
            <a href="tel:113">113</a>
            <span>{t('footer.emergency')}</span>
          </p>
          <p className="footer__number">
            <a href="tel:22591300">22 59 13 00</a>
            <span>{t('footer.poison')}</span>
          </p>
        </div>
        <p className="footer__words">{t('footer.words')}</p>
      </div>
    </footer>
  );
}

export function Frame({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const { translate } = useDraft();
  const here = useLocation().pathname;
  useEffect(() => {
    // When this fails the questions stay in the language they came in, which is better than none.
    translate(i18n.language).catch(() => {});
  }, [translate, i18n.language]);
  return (
    <>
      <a className="skip" href="#innhold">
        {t('frame.skip')}
      </a>
      <DemoBar />
      <header className="header">
        <div className="header__inner">
          <Link className="header__name" to="/">
            <Mark />
            <span>Helselos</span>
          </Link>
          <nav className="header__choices" aria-label={t('frame.choices')}>
            <LanguageChoice />
            {session.data?.signedIn && session.data.role === 'resident' && (
              <Link className="plain-button" to="/mine-delinger">
                {t('frame.my-shared')}
              </Link>
            )}
            <AccountChoice />
          </nav>
        </div>
      </header>
      <EmergencyBar />
      <BehalfBar />
      <main id="innhold" tabIndex={-1} data-address={here}>
        {children}
      </main>
      <Footer />
    </>
  );
}
