import { useTranslation } from 'react-i18next';
import { Route, Routes } from 'react-router';
import { useSession, type Role } from '@shared/api/session';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { WorkSignIn } from '@shared/frame/WorkSignIn';
import { Frame } from './Frame';
import { EmergenciesPage } from './pages/EmergenciesPage';
import { KeysPage } from './pages/KeysPage';
import { OrganizationsPage } from './pages/OrganizationsPage';
import { OverviewPage } from './pages/OverviewPage';
import { QuestionsPage } from './pages/QuestionsPage';
import { SealedPage } from './pages/SealedPage';
import { SignedInPage } from './pages/SignedInPage';

const isHere = (role: Role | undefined) => role === 'administrator' || role === 'controller';

function ForAdministrator() {
  return (
    <Routes>
      <Route path="/virksomheter" element={<OrganizationsPage />} />
      <Route path="/innlogget" element={<SignedInPage />} />
      <Route path="/nokler" element={<KeysPage />} />
      <Route path="/forseglet" element={<SealedPage />} />
      <Route path="*" element={<OverviewPage />} />
    </Routes>
  );
}

function ForController() {
  return (
    <Routes>
      <Route path="/nodtilgang" element={<EmergenciesPage />} />
      <Route path="*" element={<QuestionsPage />} />
    </Routes>
  );
}

function Pages() {
  const { t } = useTranslation('administrator');
  const session = useSession();
  if (session.isPending) return <Waiting />;
  if (session.error) return <div className="sheet"><Trouble error={session.error} again={() => void session.refetch()} /></div>;
  const role = session.data?.role;
  if (!session.data?.signedIn || !isHere(role)) {
    return <WorkSignIn home="/drift/" heading={t('frame.log-in')} wrongHere={session.data?.signedIn ? t('frame.not-for-you') : undefined} fits={isHere} />;
  }
  return role === 'controller' ? <ForController /> : <ForAdministrator />;
}

export function Administrator() {
  return (
    <Frame>
      <Pages />
    </Frame>
  );
}
