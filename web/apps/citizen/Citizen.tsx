import { Route, Routes } from 'react-router';
import { ActingProvider } from './acting/acting';
import { DraftProvider } from './draft';
import { Frame } from './Frame';
import { AskPage } from './log/AskPage';
import { EntryPage } from './log/EntryPage';
import { LogPage } from './log/LogPage';
import { QuestionsPage } from './log/QuestionsPage';
import { ChoosePage } from './pages/ChoosePage';
import { CodePage } from './pages/CodePage';
import { GoOnPage, InterviewPage } from './pages/InterviewPage';
import { NotFoundPage } from './pages/NotFoundPage';
import { ReadBackPage } from './pages/ReadBackPage';
import { ResultPage } from './pages/ResultPage';
import { SharedPage } from './pages/SharedPage';
import { SharePage } from './pages/SharePage';
import { SignInPage } from './pages/SignInPage';
import { StartPage } from './pages/StartPage';
import { BlocksPage } from './settings/BlocksPage';
import { ChangeFullmaktPage } from './settings/ChangeFullmaktPage';
import { FullmakterPage } from './settings/FullmakterPage';
import { GiveFullmaktPage } from './settings/GiveFullmaktPage';
import { NewBlockPage } from './settings/NewBlockPage';
import { NoticesPage } from './settings/NoticesPage';
import { SettingsPage } from './settings/SettingsPage';
import { WhoCanSeePage } from './settings/WhoCanSeePage';
import { YouthAccessPage } from './settings/YouthAccessPage';
import { AgesPage } from './youth/AgesPage';

const settings = (
  <Route path="/mine-innstillinger">
    <Route index element={<SettingsPage />} />
    <Route path="fullmakter" element={<FullmakterPage />} />
    <Route path="fullmakter/ny" element={<GiveFullmaktPage />} />
    <Route path="fullmakter/:id" element={<ChangeFullmaktPage />} />
    <Route path="sperringer" element={<BlocksPage />} />
    <Route path="sperringer/ny" element={<NewBlockPage />} />
    <Route path="innsyn-for-ungdom" element={<YouthAccessPage />} />
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
        </Frame>
      </ActingProvider>
    </DraftProvider>
  );
}
