import Icon from '@helsenorge/designsystem-react/components/Icon';
import ChevronRight from '@helsenorge/designsystem-react/components/Icons/ChevronRight';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useDemoPersons, useSignIn } from '@shared/api/session';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';

/** Only an address inside this site: a link from elsewhere must not send the signed-in person away. */
const inside = (to: string | null) => (to && /^\/(?![/\\])/.test(to) ? to : '/');

export function SignInPage() {
  const { t } = useTranslation();
  const persons = useDemoPersons();
  const signIn = useSignIn();
  const navigate = useNavigate();
  const to = inside(useSearchParams()[0].get('til'));
  const residents = persons.data?.persons.filter((person) => person.role === 'resident') ?? [];
  return (
    <div className="page page--narrow">
      <PageHeading>{t('sign-in.heading')}</PageHeading>
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
      <p className="quiet">
        {t('sign-in.personnel')} <a href="/kliniker/">{t('sign-in.personnel-link')}</a>
      </p>
    </div>
  );
}
