import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { date } from '@shared/language/when';
import { OwnPage } from '../parts/OwnPage';
import { useWhoCanSee, type Who } from './whoCanSee';

function WayOut({ who }: { who: Who }) {
  const { t: say } = useTranslation('citizen');
  if (who.ground === 'sharing') return <Link to="/mine-delinger">{say('who.see-sharing')}</Link>;
  if (who.ground === 'fullmakt') return <Link to="/mine-innstillinger/fullmakter">{say('who.see-fullmakt')}</Link>;
  if (who.ground === 'emergency') return <Link to="/hvem-har-sett?slag=emergency">{say('who.see-log')}</Link>;
  return null;
}

function WhoCard({ who }: { who: Who }) {
  const { t: say, i18n } = useTranslation('citizen');
  return (
    <li className="card">
      <h3>{who.name || say('who.unnamed')}</h3>
      <p className={who.ground === 'emergency' ? 'state state--warn' : undefined}>{say(`who.ground-${who.ground ?? 'other'}`)}</p>
      {who.until && <p className="quiet">{say('fullmakt.until', { day: date(who.until, i18n.language) })}</p>}
      <WayOut who={who} />
    </li>
  );
}

function Group({ heading, all }: { heading: string; all: Who[] }) {
  if (all.length === 0) return null;
  return (
    <section className="section">
      <h2>{heading}</h2>
      <ul className="cards">
        {all.map((who, index) => (
          <WhoCard key={index} who={who} />
        ))}
      </ul>
    </section>
  );
}

function WhoList({ patient }: { patient: string }) {
  const { t: say } = useTranslation('citizen');
  const all = useWhoCanSee(patient);
  if (all.isPending) return <Waiting />;
  if (all.error) return <Trouble error={all.error} again={() => void all.refetch()} />;
  if (all.data.length === 0) return <p className="empty">{say('who.nobody')}</p>;
  return (
    <>
      <Group heading={say('who.personnel')} all={all.data.filter((one) => one.kind !== 'person')} />
      <Group heading={say('who.persons')} all={all.data.filter((one) => one.kind === 'person')} />
    </>
  );
}

export function WhoCanSeePage() {
  const { t: say } = useTranslation('citizen');
  return (
    <OwnPage needs="read-log">
      {(shown) => (
        <>
          <PageHeading step={shown.patient}>{shown.isSelf ? say('settings.who-can-see') : say('who.heading-of', { name: shown.name })}</PageHeading>
          <p className="lead">{say('who.lead')}</p>
          <WhoList patient={shown.patient} />
          <p className="quiet">{say('who.past')}</p>
          <p>
            <Link to="/hvem-har-sett">{say('place.log')}</Link>
          </p>
        </>
      )}
    </OwnPage>
  );
}
