import { Route, Routes } from 'react-router';
import { DraftProvider } from './draft';
import { Frame } from './Frame';
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

export function Citizen() {
  return (
    <DraftProvider>
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
          <Route path="/logg-inn" element={<SignInPage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Routes>
      </Frame>
    </DraftProvider>
  );
}
