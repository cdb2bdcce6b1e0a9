import { LanguageLocales } from '@helsenorge/designsystem-react/constants';
import LanguageProvider from '@helsenorge/designsystem-react/utils/language';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, useState, type ContextType, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { useTranslation } from 'react-i18next';
import { BrowserRouter } from 'react-router';
import { newQueryClient } from '@shared/api/queries';
import { startLanguage, type OwnWords } from '@shared/language/start';
import { Audience } from './audience';
import { CrashNotice } from './CrashNotice';
import '@shared/style/base.scss';

interface Props {
  home: string;
  audience: ContextType<typeof Audience>;
  children: ReactNode;
}

/** What every app stands in: language, server answers, addresses, and a net under it all. */
export function House({ home, audience, children }: Props) {
  const { i18n } = useTranslation();
  const [client] = useState(newQueryClient);
  return (
    <LanguageProvider language={i18n.language === 'en' ? LanguageLocales.ENGLISH : LanguageLocales.NORWEGIAN}>
      <QueryClientProvider client={client}>
        <Audience value={audience}>
          <CrashNotice home={home}>{children}</CrashNotice>
        </Audience>
      </QueryClientProvider>
    </LanguageProvider>
  );
}

export function startApp(home: string, audience: ContextType<typeof Audience>, app: ReactNode, own?: OwnWords) {
  startLanguage(undefined, own);
  const page = document.getElementById('app');
  if (!page) throw new Error('the page has no place for the app');
  createRoot(page).render(
    <StrictMode>
      <BrowserRouter basename={home}>
        <House home={home} audience={audience}>
          {app}
        </House>
      </BrowserRouter>
    </StrictMode>,
  );
}
