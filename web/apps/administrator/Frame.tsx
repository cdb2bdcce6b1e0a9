import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@shared/api/session';
import { SignedIn } from '@shared/frame/SignedIn';
import { WorkFrame } from '@shared/frame/WorkFrame';

const places = {
  administrator: [
    { to: '/', name: 'place.overview' },
    { to: '/virksomheter', name: 'place.organizations' },
    { to: '/innlogget', name: 'place.signed-in' },
    { to: '/nokler', name: 'place.keys' },
    { to: '/forseglet', name: 'place.sealed' },
  ],
  controller: [
    { to: '/', name: 'place.questions' },
    { to: '/nodtilgang', name: 'place.emergencies' },
  ],
} as const;

export function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation('administrator');
  const role = useSession().data?.role;
  const own = role === 'administrator' || role === 'controller' ? places[role] : [];
  return (
    <WorkFrame audience={t('frame.for-work')} places={own.map(({ to, name }) => ({ to, name: t(name) }))} person={<SignedIn />}>
      {children}
    </WorkFrame>
  );
}
