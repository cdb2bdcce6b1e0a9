import { useTranslation } from 'react-i18next';
import { useDemoPersons, useSignIn } from '@shared/api/session';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';

export function SignInPage({ resident }: { resident: boolean }) {
  const { t } = useTranslation();
  const persons = useDemoPersons();
  const signIn = useSignIn();
  const personnel = persons.data?.persons.filter((person) => person.role === 'personnel') ?? [];
  return (
    <div className="sheet sheet--narrow">
      <PageHeading>{t('clinician.sign-in')}</PageHeading>
      <p>{t(resident ? 'clinician.resident-here' : 'sign-in.lead')}</p>
      {persons.isPending && <Waiting />}
      {persons.error && <Trouble error={persons.error} again={() => void persons.refetch()} />}
      {signIn.error && <Trouble error={signIn.error} />}
      <ul className="persons">
        {personnel.map((person) => (
          <li key={person.id}>
            <button type="button" className="person" disabled={signIn.isPending} onClick={() => signIn.mutate(person.id)}>
              <strong>{person.name}</strong>
              <span className="quiet">{[person.description, person.organizationName].filter(Boolean).join(' · ')}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
