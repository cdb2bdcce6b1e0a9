import { useTranslation } from 'react-i18next';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { date } from '@shared/language/when';
import { GoButton } from '@shared/parts/GoButton';
import { Ending } from '../parts/Ending';
import { OwnPage } from '../parts/OwnPage';
import { useChoices, type Choice } from './consents';

function BlockCard({ block }: { block: Choice }) {
  const { t: say, i18n } = useTranslation('citizen');
  const name = block.actor ? block.actorName || say('block.unnamed') : say('block.all-personnel');
  return (
    <li className="card">
      <h2>{name}</h2>
      <p>{block.records > 0 ? say('block.some-records', { count: block.records }) : say('block.all-records')}</p>
      {block.since && <p className="quiet">{say('block.since', { day: date(block.since, i18n.language) })}</p>}
      <Ending consent={block.id} label={say('block.lift')} about={name} question={say('block.lift-question', { name })} confirm={say('block.lift-confirm')} />
    </li>
  );
}

function BlockList({ patient }: { patient: string }) {
  const { t: say } = useTranslation('citizen');
  const blocks = useChoices(patient, 'block');
  const active = blocks.data?.filter((one) => one.isActive) ?? [];
  if (blocks.isPending) return <Waiting />;
  if (blocks.error) return <Trouble error={blocks.error} again={() => void blocks.refetch()} />;
  if (active.length === 0) return <p className="empty">{say('block.none')}</p>;
  return (
    <ul className="cards">
      {active.map((one) => (
        <BlockCard key={one.id} block={one} />
      ))}
    </ul>
  );
}

export function BlocksPage() {
  const { t: say } = useTranslation('citizen');
  return (
    <OwnPage>
      {(shown) => (
        <>
          <PageHeading step={shown.patient}>{say('settings.blocks')}</PageHeading>
          <p className="lead">{say('block.lead')}</p>
          <BlockList patient={shown.patient} />
          <p>
            <GoButton to="/mine-innstillinger/sperringer/ny">{say('block.new')}</GoButton>
          </p>
          <p className="quiet">{say('block.emergency')}</p>
        </>
      )}
    </OwnPage>
  );
}
