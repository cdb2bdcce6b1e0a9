import Icon from '@helsenorge/designsystem-react/components/Icon';
import ChevronRight from '@helsenorge/designsystem-react/components/Icons/ChevronRight';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useDemoPersons, useSession, useSignIn } from '@shared/api/session';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';

/** Only an address inside this site: a link from elsewhere must not send the signed-in person away. */
const inside = (to: string | null) => (to && /^\/(?![/\\])/.test(to) ? to : '/');

/** To ID-porten, by the server: a link and no script, for the page is left. */
function IssuerSignIn({ to, anew }: { to: string; anew: boolean }) {
  const { t: say, i18n } = useTranslation('citizen');
  const address = `/sign-in?${new URLSearchParams({ as: 'resident', to, lang: i18n.language, ...(anew && { anew: 'true' }) })}`;
  return (
    <>
      <p className="lead">{say('id-porten.lead')}</p>
      <p>
        <a className="call call--sea" href={address}>
          {say('id-porten.go')}
        </a>
      </p>
      <ul>
        <li>{say('id-porten.safe')}</li>
        <li>{say('id-porten.kept')}</li>
        <li>{say('id-porten.end')}</li>
      </ul>
    </>
  );
}

function DemoSignIn({ to }: { to: string }) {
  const { t } = useTranslation();
  const persons = useDemoPersons();
  const signIn = useSignIn();
  const navigate = useNavigate();
  const residents = persons.data?.persons.filter((person) => person.role === 'resident') ?? [];
  return (
    <>
      <p className="lead">{t('sign-in.lead')}</p>
      {persons.isPending && <Waiting />}
      {persons.error && <Trouble error={persons.error} again={() => void persons.refetch()} />}
      {signIn.error && <Trouble error={signIn.error} />}
      <ul className="complaints complaints--one">
        {residents.map((person) => (
          <li key={person.id}>
            <button type="button" className="complaint" disabled={signIn.isPending} onClick={() => signIn.mutate(person.id, { onSuccess: () => void navigate(to) })}>
              <span className="complaint__name">
                {person.name}
                <span className="complaint__more">{person.description}</span>
                {person.represents && person.represents.length > 0 && (
                  <span className="complaint__more">{t('sign-in.represents', { names: person.represents.map((one) => one.name).join(', ') })}</span>
                )}
              </span>
              <Icon svgIcon={ChevronRight} size={24} color="#126f87" />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

export function SignInPage() {
  const { t } = useTranslation();
  const session = useSession();
  const [asked] = useSearchParams();
  const to = inside(asked.get('til'));
  return (
    <div className="page page--narrow">
      <PageHeading>{t('sign-in.heading')}</PageHeading>
      {session.isPending && <Waiting />}
      {session.error && <Trouble error={session.error} again={() => void session.refetch()} />}
      {session.data && (session.data.signInAs?.includes('resident') ? <IssuerSignIn to={to} anew={asked.get('igjen') === 'ja'} /> : <DemoSignIn to={to} />)}
      <p className="quiet">
        {t('sign-in.personnel')} <a href="/kliniker/">{t('sign-in.personnel-link')}</a>
      </p>
    </div>
  );
}
