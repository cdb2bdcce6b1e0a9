import Button from '@helsenorge/designsystem-react/components/Button';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { date } from '@shared/language/when';
import { useActing } from '../acting/acting';
import { ageOf, isChild, type Acted } from '../acting/mayActFor';
import { Ending } from '../parts/Ending';
import { OwnPage } from '../parts/OwnPage';
import { useChoices, useOpenToYouth } from './consents';

const youngest = 13;
const oldest = 15;

function Opened({ child }: { child: Acted }) {
  const { t: say, i18n } = useTranslation('citizen');
  const choices = useChoices(child.patient, 'youth-access');
  const open = useOpenToYouth();
  const consent = choices.data?.find((one) => one.isActive);
  if (choices.isPending) return <Waiting />;
  if (choices.error) return <Trouble error={choices.error} again={() => void choices.refetch()} />;
  if (consent) {
    return (
      <>
        <p className="state state--done">{say('youth-access.open', { name: child.name })}</p>
        {consent.until && <p className="quiet">{say('fullmakt.until', { day: date(consent.until, i18n.language) })}</p>}
        <Ending consent={consent.id} label={say('youth-access.close')} about={child.name} question={say('youth-access.close-question', { name: child.name })} confirm={say('youth-access.close-confirm')} />
      </>
    );
  }
  return (
    <>
      <p className="state">{say('youth-access.closed', { name: child.name })}</p>
      {open.error && <Trouble error={open.error} />}
      <Button onClick={() => open.mutate({ child: child.patient, end: '' })}>{open.isPending ? say('common.working') : say('youth-access.open-now', { name: child.name })}</Button>
    </>
  );
}

function ChildCard({ child }: { child: Acted }) {
  const { t: say } = useTranslation('citizen');
  const age = ageOf(child, new Date());
  const isOfAge = age !== undefined && age >= youngest && age <= oldest;
  return (
    <li className="card">
      <h2>{child.name}</h2>
      {isOfAge ? <Opened child={child} /> : <p className="quiet">{say('youth-access.not-of-age')}</p>}
    </li>
  );
}

function Children() {
  const { t: say } = useTranslation('citizen');
  const { acting, others } = useActing();
  const now = new Date();
  const children = (acting ? [acting] : others).filter((one) => one.basis !== 'FU' && isChild(one, now));
  if (children.length === 0) return <p className="empty">{say('youth-access.no-child')}</p>;
  return (
    <ul className="cards">
      {children.map((child) => (
        <ChildCard key={child.patient} child={child} />
      ))}
    </ul>
  );
}

/** A parent's page: whether a child of 13 to 15 sees their own information here. */
export function YouthAccessPage() {
  const { t: say } = useTranslation('citizen');
  return (
    <OwnPage fresh>
      {() => (
        <>
          <PageHeading>{say('settings.youth')}</PageHeading>
          <p className="lead">{say('youth-access.lead')}</p>
          <Children />
          <p>
            <Link to="/alder">{say('settings.ages')}</Link>
          </p>
        </>
      )}
    </OwnPage>
  );
}
