import Icon, { type SvgIcon } from '@helsenorge/designsystem-react/components/Icon';
import Bell from '@helsenorge/designsystem-react/components/Icons/Bell';
import ChevronRight from '@helsenorge/designsystem-react/components/Icons/ChevronRight';
import ChildPlaying from '@helsenorge/designsystem-react/components/Icons/ChildPlaying';
import Eye from '@helsenorge/designsystem-react/components/Icons/Eye';
import Group from '@helsenorge/designsystem-react/components/Icons/Group';
import HandsAndHeart from '@helsenorge/designsystem-react/components/Icons/HandsAndHeart';
import NoAccess from '@helsenorge/designsystem-react/components/Icons/NoAccess';
import Share from '@helsenorge/designsystem-react/components/Icons/Share';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHeading } from '@shared/frame/PageHeading';
import { useActing } from '../acting/acting';
import { ageOf, isChild, mayFor } from '../acting/mayActFor';
import { YouthNote } from '../youth/YouthNote';
import { OwnPage, type Shown } from '../parts/OwnPage';

interface Place {
  to: string;
  icon: SvgIcon;
  key: 'who-can-see' | 'shared' | 'log' | 'fullmakter' | 'blocks' | 'youth' | 'ages' | 'notices';
}

const placesOf: Record<Place['key'], Omit<Place, 'key'>> = {
  'who-can-see': { to: '/mine-innstillinger/hvem-kan-se', icon: Group },
  shared: { to: '/mine-delinger', icon: Share },
  log: { to: '/hvem-har-sett', icon: Eye },
  fullmakter: { to: '/mine-innstillinger/fullmakter', icon: HandsAndHeart },
  blocks: { to: '/mine-innstillinger/sperringer', icon: NoAccess },
  youth: { to: '/mine-innstillinger/innsyn-for-ungdom', icon: ChildPlaying },
  ages: { to: '/alder', icon: ChildPlaying },
  notices: { to: '/mine-innstillinger/varsling', icon: Bell },
};

const adultYears = 16;

/** What can be chosen for the person shown: what is not theirs to choose is not offered. */
function useOffered(shown: Shown): Place['key'][] {
  const { acting, others } = useActing();
  const now = new Date();
  const youngest = ageOf(shown, now) ?? adultYears;
  if (!acting && youngest < adultYears) return ['ages', 'shared', 'log', 'who-can-see', 'notices'];
  if (!acting) return ['who-can-see', 'shared', 'log', 'fullmakter', 'blocks', ...(others.some((one) => isChild(one, now)) ? (['youth', 'ages'] as const) : []), 'notices'];
  const forChild: Place['key'][] = acting.basis === 'FO' || acting.basis === 'VE' ? ['blocks', ...(isChild(acting, now) ? (['youth', 'ages'] as const) : [])] : [];
  return [...(mayFor(acting, 'assess') ? (['shared'] as const) : []), ...(mayFor(acting, 'read-log') ? (['log', 'who-can-see'] as const) : []), ...forChild];
}

function PlaceList({ keys }: { keys: Place['key'][] }) {
  const { t: say } = useTranslation('citizen');
  return (
    <ul className="complaints complaints--one">
      {keys.map((key) => (
        <li key={key}>
          <Link className="complaint" to={placesOf[key].to}>
            <Icon svgIcon={placesOf[key].icon} size={38} color="#126f87" />
            <span className="complaint__name">
              {say(`settings.${key}`)}
              <span className="complaint__more">{say(`settings.${key}-text`)}</span>
            </span>
            <Icon svgIcon={ChevronRight} size={24} color="#126f87" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Offered({ shown }: { shown: Shown }) {
  const { t: say } = useTranslation('citizen');
  const keys = useOffered(shown);
  return (
    <>
      <PageHeading step={shown.patient}>{shown.isSelf ? say('place.settings') : say('settings.heading-of', { name: shown.name })}</PageHeading>
      <p className="lead">{say('settings.lead')}</p>
      <YouthNote />
      <PlaceList keys={keys} />
      {!shown.isSelf && <p className="quiet">{say('settings.own-only')}</p>}
    </>
  );
}

export function SettingsPage() {
  return <OwnPage back={false}>{(shown) => <Offered shown={shown} />}</OwnPage>;
}
