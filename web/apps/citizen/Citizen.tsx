import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { Waiting } from '@shared/frame/Waiting';
import { ActingProvider } from './acting/acting';
import { DraftProvider } from './draft';
import { Frame } from './Frame';
import { ChoosePage } from './pages/ChoosePage';
import { CodePage } from './pages/CodePage';
import { GoOnPage, InterviewPage } from './pages/InterviewPage';
import { NotFoundPage } from './pages/NotFoundPage';
import { ReadBackPage } from './pages/ReadBackPage';
import { ResultPage } from './pages/ResultPage';
import { SharePage } from './pages/SharePage';
import { SignInPage } from './pages/SignInPage';
import { StartPage } from './pages/StartPage';

type Own = typeof import('./own');
const own = (page: keyof Own) => lazy(async () => ({ default: (await import('./own'))[page] }));

const AskPage = own('AskPage');
const EntryPage = own('EntryPage');
const LogPage = own('LogPage');
const QuestionsPage = own('QuestionsPage');
const SharedPage = own('SharedPage');
const AppsPage = own('AppsPage');
const BlocksPage = own('BlocksPage');
const ChangeFullmaktPage = own('ChangeFullmaktPage');
const FullmakterPage = own('FullmakterPage');
const GiveFullmaktPage = own('GiveFullmaktPage');
const NewBlockPage = own('NewBlockPage');
const NoticesPage = own('NoticesPage');
const SettingsPage = own('SettingsPage');
const WhoCanSeePage = own('WhoCanSeePage');
const YouthAccessPage = own('YouthAccessPage');
const AgesPage = own('AgesPage');

const settings = (
  <Route path="/mine-innstillinger">
    <Route index element={<SettingsPage />} />
    <Route path="fullmakter" element={<FullmakterPage />} />
    <Route path="fullmakter/ny" element={<GiveFullmaktPage />} />
    <Route path="fullmakter/:id" element={<ChangeFullmaktPage />} />
    <Route path="sperringer" element={<BlocksPage />} />
    <Route path="sperringer/ny" element={<NewBlockPage />} />
    <Route path="innsyn-for-ungdom" element={<YouthAccessPage />} />
    <Route path="apper" element={<AppsPage />} />
    <Route path="varsling" element={<NoticesPage />} />
    <Route path="hvem-kan-se" element={<WhoCanSeePage />} />
  </Route>
);

const log = (
  <Route path="/hvem-har-sett">
    <Route index element={<LogPage />} />
    <Route path="sporsmal" element={<QuestionsPage />} />
    <Route path=":id" element={<EntryPage />} />
    <Route path=":id/spor" element={<AskPage />} />
  </Route>
);

export function Citizen() {
  return (
    <DraftProvider>
      <ActingProvider>
        <Frame>
          <Suspense fallback={<Waiting />}>
            <Routes>
              <Route path="/" element={<StartPage />} />
              <Route path="/vurdering" element={<GoOnPage />} />
              <Route path="/vurdering/:step" element={<InterviewPage />} />
              <Route path="/plage" element={<ChoosePage />} />
              <Route path="/stemmer-dette" element={<ReadBackPage />} />
              <Route path="/resultat" element={<ResultPage />} />
              <Route path="/del" element={<SharePage />} />
              <Route path="/del/kode" element={<CodePage />} />
              <Route path="/mine-delinger" element={<SharedPage />} />
              {settings}
              {log}
              <Route path="/alder" element={<AgesPage />} />
              <Route path="/logg-inn" element={<SignInPage />} />
              <Route path="*" element={<NotFoundPage />} />
            </Routes>
          </Suspense>
        </Frame>
      </ActingProvider>
    </DraftProvider>
  );
}
