import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@shared/api/session';
import { SignedIn } from '@shared/frame/SignedIn';
import { WorkFrame } from '@shared/frame/WorkFrame';
import { EmergencyMark } from './parts/EmergencyMark';

export function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('clinician');
  const isPersonnel = useSession().data?.role === 'personnel';
  const places = [
    { to: '/', name: t('worklist.heading') },
    { to: '/finn', name: say('find.place') },
  ];
  return (
    <WorkFrame audience={t('clinician.for')} places={isPersonnel ? places : []} person={<SignedIn />} notice={isPersonnel && <EmergencyMark />}>
      {children}
    </WorkFrame>
  );
}
