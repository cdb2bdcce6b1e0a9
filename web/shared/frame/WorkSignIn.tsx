import { useTranslation } from 'react-i18next';
import { useDemoPersons, useSession, useSignIn, type DemoPerson, type Session } from '@shared/api/session';
import { PageHeading } from './PageHeading';
import { Trouble } from './Trouble';
import { Waiting } from './Waiting';

interface Props {
  heading: string;
  /** Where the app stands, to come back to. */
  home: string;
  /** Said instead of the usual lead, for one who is signed in as somebody this app is not for. */
  wrongHere?: string;
  fits: (role: Session['role']) => boolean;
}

function Person({ person, choose, waiting }: { person: DemoPerson; choose: () => void; waiting: boolean }) {
  return (
    <button type="button" className="person" disabled={waiting} onClick={choose}>
      <strong>{person.name}</strong>
      <span className="quiet">{[person.description, person.organizationName].filter(Boolean).join(' · ')}</span>
    </button>
  );
}

/** To HelseID, by the server: a link and no script, for the page is left. */
function IssuerSignIn({ home }: { home: string }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <p>{t('sign-in.helse-id')}</p>
      <p>
        <a className="to-issuer" href={`/sign-in?${new URLSearchParams({ as: 'personnel', to: home, lang: i18n.language })}`}>
          {t('sign-in.helse-id-go')}
        </a>
      </p>
    </>
  );
}

/** The choice among invented persons whose work this app is for. */
function DemoSignIn({ wrongHere, fits }: Omit<Props, 'heading' | 'home'>) {
  const { t } = useTranslation();
  const persons = useDemoPersons();
  const signIn = useSignIn();
  const offered = persons.data?.persons.filter((person) => fits(person.role)) ?? [];
  return (
    <>
      <p>{wrongHere ?? t('sign-in.lead')}</p>
      {persons.isPending && <Waiting />}
      {persons.error && <Trouble error={persons.error} again={() => void persons.refetch()} />}
      {signIn.error && <Trouble error={signIn.error} />}
      {persons.data && offered.length === 0 && <p className="empty">{t('sign-in.nobody')}</p>}
      <ul className="persons">
        {offered.map((person) => (
          <li key={person.id}>
            <Person person={person} waiting={signIn.isPending} choose={() => signIn.mutate(person.id)} />
          </li>
        ))}
      </ul>
    </>
  );
}

export function WorkSignIn({ heading, home, wrongHere, fits }: Props) {
  const session = useSession();
  return (
    <div className="sheet sheet--narrow">
      <PageHeading>{heading}</PageHeading>
      {session.data?.signInAs?.includes('personnel') ? <IssuerSignIn home={home} /> : <DemoSignIn wrongHere={wrongHere} fits={fits} />}
    </div>
  );
}
