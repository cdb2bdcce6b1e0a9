import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { WorkFrame } from '@shared/frame/WorkFrame';

export function Frame({ children }: { children: ReactNode }) {
  const { t: say } = useTranslation('analyst');
  return <WorkFrame audience={say('frame.for')}>{children}</WorkFrame>;
}
