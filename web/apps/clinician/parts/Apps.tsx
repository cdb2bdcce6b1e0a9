import { useTranslation } from 'react-i18next';
import { useApps } from '@shared/api/apps';
import { AppList } from '@shared/parts/AppList';

/** Apps of others that can be opened with the patient; nothing where the house offers none. */
export function Apps({ patient, task }: { patient: string; task?: string }) {
  const { t } = useTranslation();
  const apps = useApps();
  if (!apps.data || apps.data.length === 0) return null;
  return (
    <details className="more">
      <summary>{t('apps.heading')}</summary>
      <AppList patient={patient} lead={t('apps.lead')} {...(task && { task })} />
    </details>
  );
}
