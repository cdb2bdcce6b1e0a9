import { useTranslation } from 'react-i18next';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { shortTime } from '@shared/language/when';
import { byRole, useSignedIn, type RoleGroup } from '../house';

const known = ['resident', 'personnel', 'administrator', 'controller', 'operator', 'machine', 'service', 'analyst'] as const;

function useRoleName() {
  const { t } = useTranslation('administrator');
  return (role: string) => {
    const found = known.find((one) => one === role);
    return found ? t(`role.${found}`) : role || t('role.none');
  };
}

function Group({ group }: { group: RoleGroup }) {
  const { i18n } = useTranslation();
  const { t } = useTranslation('administrator');
  const name = useRoleName()(group.role);
  const isNameless = group.sessions.every((session) => session.name === '');
  return (
    <section className="role-group">
      <h2>
        {name} <span className="quiet">({group.sessions.length})</span>
      </h2>
      {isNameless && <p className="quiet">{t('session.last', { when: shortTime(group.sessions[0]?.since ?? '', i18n.language) })}</p>}
      {!isNameless && <table className="rows rows--cards">
        <caption className="sr-only">{name}</caption>
        <thead>
          <tr>
            <th scope="col">{t('session.name')}</th>
            <th scope="col">{t('session.role')}</th>
            <th scope="col">{t('session.organization')}</th>
            <th scope="col">{t('session.since')}</th>
          </tr>
        </thead>
        <tbody>
          {group.sessions.map((session, at) => (
            <tr key={at}>
              <th scope="row">{session.name || <span className="quiet">{t('session.unnamed')}</span>}</th>
              <td data-name={t('session.role')}>{session.role || '–'}</td>
              <td data-name={t('session.organization')}>{session.organization || '–'}</td>
              <td data-name={t('session.since')}>{session.since ? shortTime(session.since, i18n.language) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>}
    </section>
  );
}

/** How many of each role, as bars of one length scale. */
function Roles({ groups }: { groups: RoleGroup[] }) {
  const { t } = useTranslation('administrator');
  const nameOf = useRoleName();
  const most = Math.max(...groups.map((group) => group.sessions.length));
  return (
    <dl className="bars" aria-label={t('session.by-role')}>
      {groups.map((group) => (
        <div key={group.role}>
          <dt>{nameOf(group.role)}</dt>
          <dd>
            <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
              <rect width={(group.sessions.length / most) * 100} height="8" rx="1" />
            </svg>
            <span>{group.sessions.length}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

export function SignedInPage() {
  const { t } = useTranslation('administrator');
  const sessions = useSignedIn();
  const groups = byRole(sessions.data ?? []);
  return (
    <div className="sheet">
      <PageHeading>{t('place.signed-in')}</PageHeading>
      <p className="quiet lead">{t('session.lead')}</p>
      {sessions.isPending && <Waiting />}
      {sessions.error && <Trouble error={sessions.error} again={() => void sessions.refetch()} />}
      {sessions.data && groups.length === 0 && <p className="empty">{t('session.nobody')}</p>}
      {groups.length > 0 && <Roles groups={groups} />}
      {groups.map((group) => (
        <Group key={group.role} group={group} />
      ))}
    </div>
  );
}
