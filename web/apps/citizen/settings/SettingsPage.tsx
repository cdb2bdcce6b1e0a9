import Icon, { type SvgIcon } from '@helsenorge/designsystem-react/components/Icon';
import Bell from '@helsenorge/designsystem-react/components/Icons/Bell';
import ChevronRight from '@helsenorge/designsystem-react/components/Icons/ChevronRight';
import ChildPlaying from '@helsenorge/designsystem-react/components/Icons/ChildPlaying';
import Eye from '@helsenorge/designsystem-react/components/Icons/Eye';
import Group from '@helsenorge/designsystem-react/components/Icons/Group';
import HandsAndHeart from '@helsenorge/designsystem-react/components/Icons/HandsAndHeart';
import MobilePhone from '@helsenorge/designsystem-react/components/Icons/MobilePhone';
import NoAccess from '@helsenorge/designsystem-react/components/Icons/NoAccess';
import Share from '@helsenorge/designsystem-react/components/Icons/Share';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApps } from '@shared/api/apps';
import { PageHeading } from '@shared/frame/PageHeading';
import { useActing } from '../acting/acting';
import { ageOf, isChild, isYouth, mayFor } from '../acting/mayActFor';
import { YouthNote } from '../youth/YouthNote';
import { OwnPage, type Shown } from '../parts/OwnPage';

interface Place {
  to: string;
  icon: SvgIcon;
  key: 'who-can-see' | 'shared' | 'log' | 'fullmakter' | 'blocks' | 'youth' | 'ages' | 'notices' | 'apps';
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
  apps: { to: '/mine-innstillinger/apper', icon: MobilePhone },
};

const adultYears = 16;

/** What can be chosen for the person shown: what is not theirs to choose is not offered. */
function useOffered(shown: Shown): Place['key'][] {
  const { acting, others } = useActing();
  const now = new Date();
  const apps = useApps().data?.length ? (['apps'] as const) : [];
  const youngest = ageOf(shown, now) ?? adultYears;
  if (!acting && youngest < adultYears) return ['ages', 'shared', 'log', 'who-can-see', 'notices', ...apps];
  if (!acting) return ['who-can-see', 'shared', 'log', 'fullmakter', 'blocks', ...(others.some((one) => isYouth(one, now)) ? (['youth'] as const) : []), ...(others.some((one) => isChild(one, now)) ? (['ages'] as const) : []), 'notices', ...apps];
  const forChild: Place['key'][] = acting.basis === 'FU' ? [] : ['blocks', ...(isYouth(acting, now) ? (['youth'] as const) : []), ...(isChild(acting, now) ? (['ages'] as const) : [])];
  return [...(mayFor(acting, 'assess') ? (['shared'] as const) : []), ...(mayFor(acting, 'read-log') ? (['log', 'who-can-see'] as const) : []), ...forChild];
}

function PlaceList({ keys, shown }: { keys: Place['key'][]; shown: Shown }) {
  const { t: say } = useTranslation('citizen');
  const isYoung = shown.isSelf && (ageOf(shown, new Date()) ?? adultYears) < adultYears;
  const nameOf = (key: Place['key']) => {
    if (key === 'shared' && !shown.isSelf) return say('sharing.heading-of', { name: shown.name });
    return key === 'ages' && isYoung ? say('ages.heading-youth') : say(`settings.${key}`);
  };
  return (
    <ul className="complaints complaints--one">
      {keys.map((key) => (
        <li key={key}>
          <Link className="complaint complaint--link" to={placesOf[key].to}>
            <Icon svgIcon={placesOf[key].icon} size={38} color="#126f87" />
            <span className="complaint__name">
              {nameOf(key)}
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
  const isYoung = shown.isSelf && (ageOf(shown, new Date()) ?? adultYears) < adultYears;
  return (
    <>
      <PageHeading step={shown.patient}>{shown.isSelf ? say('place.settings') : say('settings.heading-of', { name: shown.name })}</PageHeading>
      <p className="lead">{say(isYoung ? 'settings.lead-youth' : 'settings.lead')}</p>
      <YouthNote />
      <PlaceList keys={keys} shown={shown} />
      {!shown.isSelf && <p className="quiet">{say('settings.own-only')}</p>}
    </>
  );
}

export function SettingsPage() {
  return <OwnPage back={false}>{(shown) => <Offered shown={shown} />}</OwnPage>;
}
