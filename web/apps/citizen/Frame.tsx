import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { useSession, useSignOut } from '@shared/api/session';
import { DemoBar } from '@shared/frame/DemoBar';
import { EmergencyBar } from '@shared/frame/EmergencyBar';
import { LanguageChoice } from '@shared/frame/LanguageChoice';
import { Mark } from '@shared/frame/Mark';
import { useActing } from './acting/acting';
import { isAboutDraft } from './acting/draftPages';
import { PersonBar } from './acting/PersonBar';
import { useDraftsPerson } from './acting/useDraftsPerson';
import { useDraft } from './draft';
import { forgetLetters } from './letters';

function AccountChoice() {
  const { t } = useTranslation();
  const session = useSession();
  const signOut = useSignOut();
  const navigate = useNavigate();
  const { forget } = useDraft();
  const acting = useActing();
  const here = useLocation().pathname;
  const leave = () => {
    // On a shared machine the next person must find nothing.
    forget();
    acting.forget();
    forgetLetters();
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

const places = [
  { to: '/mine-delinger', key: 'place.shared' },
  { to: '/hvem-har-sett', key: 'place.log' },
  { to: '/mine-innstillinger', key: 'place.settings' },
] as const;

/** The resident's own places. Not while answering questions: one thing at a time. */
function Places() {
  const { t: say } = useTranslation('citizen');
  const session = useSession();
  const here = useLocation().pathname;
  if (session.data?.role !== 'resident' || isAboutDraft(here)) return null;
  return (
    <nav className="places" aria-label={say('place.label')}>
      <ul className="places__list">
        {places.map((place) => (
          <li key={place.to}>
            <Link className="places__link" to={place.to} aria-current={here === place.to ? 'page' : here.startsWith(`${place.to}/`) ? 'true' : undefined}>
              {say(place.key)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
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
  const { translate } = useDraft();
  const here = useLocation().pathname;
  useDraftsPerson();
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
            <AccountChoice />
          </nav>
        </div>
      </header>
      <EmergencyBar />
      <Places />
      <PersonBar />
      <main id="innhold" tabIndex={-1} data-address={here}>
        {children}
      </main>
      <Footer />
    </>
  );
}
