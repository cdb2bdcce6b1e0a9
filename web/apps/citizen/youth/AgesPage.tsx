import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSession } from '@shared/api/session';
import { PageHeading } from '@shared/frame/PageHeading';
import { useActing } from '../acting/acting';
import { ageOf } from '../acting/mayActFor';

const turns = [0, 12, 13, 16, 18] as const;
type Turn = (typeof turns)[number];

export const turnAt = (age: number): Turn => [...turns].reverse().find((turn) => turn <= age) ?? 0;

/** Who sees what, from birth to 18: a line of years, with the words for each beside it. */
function AgeLine({ age, voice }: { age: number | undefined; voice: 'youth' | 'adult' }) {
  const { t: say } = useTranslation('citizen');
  const here = age === undefined ? undefined : turnAt(age);
  return (
    <ol className="age-line">
      {turns.map((turn) => (
        <li key={turn} className={turn === here ? 'age-line__turn age-line__turn--here' : 'age-line__turn'} aria-current={turn === here ? 'step' : undefined}>
          <span className="age-line__age" aria-hidden="true">
            {turn}
          </span>
          <div>
            <h2>
              {say(`ages.${turn}`)}
              {turn === here && <span className="age-line__here">{say(voice === 'youth' ? 'ages.you-are-here' : 'ages.here')}</span>}
            </h2>
            <p>{say(`ages.${turn}-${voice}`)}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** For everybody, and in the words of the age of who reads it. */
export function AgesPage() {
  const { t: say } = useTranslation('citizen');
  const session = useSession();
  const { acting } = useActing();
  const now = new Date();
  const own = session.data?.role === 'resident' ? ageOf(session.data, now) : undefined;
  const isYoung = own !== undefined && own < 18;
  return (
    <div className="page page--narrow">
      <PageHeading>{say(isYoung ? 'ages.heading-youth' : 'settings.ages')}</PageHeading>
      <p className="lead">{say(isYoung ? 'ages.lead-youth' : 'ages.lead')}</p>
      <AgeLine age={isYoung ? own : acting && ageOf(acting, now)} voice={isYoung ? 'youth' : 'adult'} />
      {isYoung && (
        <section className="section section--calm">
          <h2>{say('ages.talk')}</h2>
          <p>{say('ages.talk-text')}</p>
          <p>
            <a href="tel:116111">{say('ages.alarm')}</a>
          </p>
        </section>
      )}
      {session.data?.signedIn && (
        <p>
          <Link to="/mine-innstillinger">{say('place.settings')}</Link>
        </p>
      )}
    </div>
  );
}
