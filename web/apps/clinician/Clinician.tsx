import { Route, Routes } from 'react-router';
import { useSession } from '@shared/api/session';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { Frame } from './Frame';
import { CasePage } from './pages/CasePage';
import { SignInPage } from './pages/SignInPage';
import { WorklistPage } from './pages/WorklistPage';

function Pages() {
  const session = useSession();
  if (session.isPending) return <Waiting />;
  if (session.error) return <div className="sheet"><Trouble error={session.error} again={() => void session.refetch()} /></div>;
  if (!session.data?.signedIn || session.data.role !== 'personnel') return <SignInPage resident={session.data?.signedIn === true} />;
  return (
    <Routes>
      <Route path="/" element={<WorklistPage organization={session.data.organization} />} />
      <Route path="/sak/:id" element={<CasePage />} />
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
