import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { DemoBar } from '@shared/frame/DemoBar';
import { LanguageChoice } from '@shared/frame/LanguageChoice';
import { Mark } from '@shared/frame/Mark';

export function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('analyst');
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
              Helselos <span className="header__for">{say('frame.for')}</span>
            </span>
          </Link>
          <div className="header__choices">
            <LanguageChoice />
          </div>
        </div>
      </header>
      <main id="innhold" tabIndex={-1} data-address={useLocation().pathname}>
        {children}
      </main>
    </>
  );
}
