import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useLocation } from 'react-router';
import { DemoBar } from './DemoBar';
import { LanguageChoice } from './LanguageChoice';
import { Mark } from './Mark';

export interface Place {
  to: string;
  name: string;
}

interface Props {
  /** Whom the app is for, said after its name. */
  audience: string;
  /** The app's pages, when there are more than one. */
  places?: Place[];
  /** Who is signed in, and the way out. */
  person?: ReactNode;
  /** What must be seen on every page for as long as it lasts. */
  notice?: ReactNode;
  children: ReactNode;
}

function Places({ places }: { places: Place[] }) {
  const { t } = useTranslation();
  return (
    <nav className="places" aria-label={t('frame.pages')}>
      <ul className="places__list">
        {places.map((place) => (
          <li key={place.to}>
            <NavLink className="places__link" to={place.to} end={place.to === '/'}>
              {place.name}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The dense frame of those who work here: clinicians, editors, administrators. */
export function WorkFrame({ audience, places = [], person, notice, children }: Props) {
  const { t } = useTranslation();
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
              Helselos <span className="header__for">{audience}</span>
            </span>
          </Link>
          {places.length > 0 && <Places places={places} />}
          <div className="header__choices">
            {person}
            <LanguageChoice />
          </div>
        </div>
      </header>
      {notice}
      <main id="innhold" tabIndex={-1} data-address={useLocation().pathname}>
        {children}
      </main>
    </>
  );
}
