import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { date } from '@shared/language/when';
import { GoButton } from '@shared/parts/GoButton';
import { Ending } from '../parts/Ending';
import { OwnPage } from '../parts/OwnPage';
import { useChoices, useHeld, type Choice } from './consents';

function Extent({ choice }: { choice: Choice }) {
  const { t: say, i18n } = useTranslation('citizen');
  return (
    <>
      <ul className="tags" aria-label={say('fullmakt.areas-label')}>
        {choice.areas.map((area) => (
          <li key={area} className="tag">
            {say(`fullmakt.area-${area}`)}
          </li>
        ))}
      </ul>
      <p className="quiet">{choice.until ? say('fullmakt.until', { day: date(choice.until, i18n.language) }) : say('fullmakt.until-ended')}</p>
    </>
  );
}

function Given({ choice }: { choice: Choice }) {
  const { t: say } = useTranslation('citizen');
  const name = choice.actorName || say('fullmakt.unnamed');
  return (
    <li className="card">
      <h3>{name}</h3>
      <Extent choice={choice} />
      <p className="card__acts">
        <Link to={`/mine-innstillinger/fullmakter/${encodeURIComponent(choice.id)}`}>
          {say('fullmakt.change')}
          <span className="sr-only"> {name}</span>
        </Link>
      </p>
      <Ending consent={choice.id} label={say('fullmakt.end-now')} about={name} question={say('fullmakt.end-question', { name })} confirm={say('fullmakt.end-confirm')} />
    </li>
  );
}

function Held({ choice }: { choice: Choice }) {
  const { t: say } = useTranslation('citizen');
  const name = choice.patientName || say('fullmakt.unnamed');
  return (
    <li className="card">
      <h3>{name}</h3>
      <Extent choice={choice} />
      <Ending consent={choice.id} label={say('fullmakt.give-up')} about={name} question={say('fullmakt.give-up-question', { name })} confirm={say('fullmakt.give-up-confirm')} />
    </li>
  );
}

function Ended({ choices }: { choices: Choice[] }) {
  const { t: say, i18n } = useTranslation('citizen');
  if (choices.length === 0) return null;
  return (
    <details className="more">
      <summary>{say('fullmakt.ended', { count: choices.length })}</summary>
      <ul>
        {choices.map((one) => (
          <li key={one.id}>
            {one.actorName || say('fullmakt.unnamed')} {one.since && <span className="quiet">({say('fullmakt.given-on', { day: date(one.since, i18n.language) })})</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}

function GivenList({ own }: { own: string }) {
  const { t: say } = useTranslation('citizen');
  const given = useChoices(own, 'fullmakt');
  const active = given.data?.filter((one) => one.isActive) ?? [];
  return (
    <section className="section" aria-labelledby="given">
      <h2 id="given">{say('fullmakt.given')}</h2>
      {given.isPending && <Waiting />}
      {given.error && <Trouble error={given.error} again={() => void given.refetch()} />}
      {given.data && active.length === 0 && <p className="empty">{say('fullmakt.none-given')}</p>}
      <ul className="cards">
        {active.map((one) => (
          <Given key={one.id} choice={one} />
        ))}
      </ul>
      <p>
        <GoButton to="/mine-innstillinger/fullmakter/ny">{say('fullmakt.give')}</GoButton>
      </p>
      <Ended choices={given.data?.filter((one) => !one.isActive) ?? []} />
    </section>
  );
}

function HeldList({ own }: { own: string }) {
  const { t: say } = useTranslation('citizen');
  const held = useHeld(own);
  const active = held.data?.filter((one) => one.isActive) ?? [];
  return (
    <section className="section" aria-labelledby="held">
      <h2 id="held">{say('fullmakt.held')}</h2>
      {held.isPending && <Waiting />}
      {held.error && <Trouble error={held.error} again={() => void held.refetch()} />}
      {held.data && active.length === 0 && <p className="empty">{say('fullmakt.none-held')}</p>}
      <ul className="cards">
        {active.map((one) => (
          <Held key={one.id} choice={one} />
        ))}
      </ul>
    </section>
  );
}

export function FullmakterPage() {
  const { t: say } = useTranslation('citizen');
  return (
    <OwnPage needs="self">
      {(_, own) => (
        <>
          <PageHeading>{say('settings.fullmakter')}</PageHeading>
          <p className="lead">{say('fullmakt.lead')}</p>
          <GivenList own={own} />
          <HeldList own={own} />
        </>
      )}
    </OwnPage>
  );
}
