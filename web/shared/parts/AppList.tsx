import { useTranslation } from 'react-i18next';
import { useApps, useOpenApp, type App } from '@shared/api/apps';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';

function AppLine({ app, patient, task }: { app: App; patient: string; task: string | undefined }) {
  const { t } = useTranslation();
  const open = useOpenApp();
  return (
    <li className="app-list__one">
      <button type="button" className="plain-button" disabled={open.isPending} onClick={() => open.mutate({ app: app.client, patient, ...(task && { task }) })}>
        {t('apps.open', { name: app.name })}
      </button>
      {app.description && <span className="quiet">{app.description}</span>}
      <span role="status" className="sr-only">
        {open.isSuccess && t('apps.opened', { name: app.name })}
      </span>
      {open.error && <Trouble error={open.error} />}
    </li>
  );
}

/** Apps of others, to be opened with this patient; each opens in a window of its own. */
export function AppList({ patient, task, lead, none }: { patient: string; task?: string; lead: string; none?: string }) {
  const apps = useApps();
  if (apps.isPending) return <Waiting />;
  if (apps.error) return <Trouble error={apps.error} again={() => void apps.refetch()} />;
  if (apps.data.length === 0) return none ? <p className="empty">{none}</p> : null;
  return (
    <>
      <p className="quiet">{lead}</p>
      <ul className="app-list">
        {apps.data.map((app) => (
          <AppLine key={app.client} app={app} patient={patient} task={task} />
        ))}
      </ul>
    </>
  );
}
