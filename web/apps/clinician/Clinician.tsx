import { useTranslation } from 'react-i18next';
import { Route, Routes } from 'react-router';
import { useSession } from '@shared/api/session';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { WorkSignIn } from '@shared/frame/WorkSignIn';
import { Frame } from './Frame';
import { CasePage } from './pages/CasePage';
import { FindPage } from './pages/FindPage';
import { PatientPage } from './pages/PatientPage';
import { ScannedPage, useScannedCode } from './pages/ScannedPage';
import { WorklistPage } from './pages/WorklistPage';

function Pages() {
  const { t } = useTranslation();
  const session = useSession();
  const isScanning = useScannedCode();
  if (session.isPending || isScanning) return <Waiting />;
  if (session.error) return <div className="sheet"><Trouble error={session.error} again={() => void session.refetch()} /></div>;
  if (!session.data?.signedIn || session.data.role !== 'personnel') {
    return <WorkSignIn home="/kliniker/" heading={t('clinician.sign-in')} wrongHere={session.data?.signedIn ? t('clinician.resident-here') : undefined} fits={(role) => role === 'personnel'} />;
  }
  return (
    <Routes>
      <Route path="/sak/:id" element={<CasePage />} />
      <Route path="/finn" element={<FindPage />} />
      <Route path="/pasient/:id" element={<PatientPage />} />
      <Route path="/kode" element={<ScannedPage />} />
      <Route path="*" element={<WorklistPage organization={session.data.organization} />} />
    </Routes>
  );
}

export function Clinician() {
  return (
    <Frame>
      <Pages />
    </Frame>
  );
}
