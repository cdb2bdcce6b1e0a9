import Button from '@helsenorge/designsystem-react/components/Button';
import { useQuery } from '@tanstack/react-query';
import type { Organization, Task } from 'fhir/r4';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { get } from '@shared/api/request';
import { useShared, useWithdraw, type SharedOnce } from '@shared/api/sharing';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { dateAndTime } from '@shared/language/when';
import { DoneList } from '@shared/parts/DoneList';
import { YouthNote } from '../youth/YouthNote';
import { OwnPage, type Shown } from '../parts/OwnPage';
import { answersOf, forwardedTo, picturesOf, reachOf, stateOf, stepReached, stepsShown, type State } from '../sharing/state';

/** How far the receiver has come, as four named steps. */
function StandingSteps({ state }: { state: State }) {
  const { t: say } = useTranslation('citizen');
  const here = stepReached(state);
  return (
    <ol className="standing">
      {stepsShown.map((step, index) => (
        <li key={step} className={index <= here ? 'standing__step standing__step--done' : 'standing__step'} aria-current={index === here ? 'step' : undefined}>
          {say(`sharing.step-${step}`)}
        </li>
      ))}
    </ol>
  );
}

/** An organisation's name: as it was told, else as the register has it. */
function useName(reference: string | undefined, told: string | undefined): string {
  const isLookedUp = !told && reference?.startsWith('Organization/') === true;
  const found = useQuery({ queryKey: ['organization', reference], enabled: isLookedUp, staleTime: Infinity, queryFn: () => get<Organization>(`/fhir/${reference}`) });
  return told ?? found.data?.name ?? '';
}

function Answers({ task }: { task: Task }) {
  const { t: say } = useTranslation('citizen');
  const answers = answersOf(task);
  if (answers.length === 0) return null;
  return (
    <div className="section section--calm">
      <h3>{say('sharing.answer')}</h3>
      {answers.map((answer, index) => (
        <p key={index} className="letter-text">
          {answer}
        </p>
      ))}
    </div>
  );
}

function SentOn({ task }: { task: Task }) {
  const { t: say } = useTranslation('citizen');
  const to = forwardedTo(task);
  const name = useName(to, task.output?.find((one) => one.valueReference?.reference === to)?.valueReference?.display);
  if (stateOf(task) !== 'forwarded') return null;
  return <p>{name ? say('sharing.sent-on', { name }) : say('sharing.sent-on-unnamed')}</p>;
}

function WithTask({ task }: { task: Task }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('citizen');
  const state = stateOf(task);
  const name = useName(task.owner?.reference, task.owner?.display);
  return (
    <div className="with-task">
      {name && <h3>{name}</h3>}
      <p className="state">{say(`sharing.state-${state}`)}</p>
      {state !== 'forwarded' && state !== 'withdrawn' && <StandingSteps state={state} />}
      <SentOn task={task} />
      <Answers task={task} />
      <DoneList task={task} heading={t('shared.done')} />
      {picturesOf(task) > 0 && <p className="quiet">{say('sharing.pictures', { count: picturesOf(task) })}</p>}
    </div>
  );
}

function Withdrawing({ consent }: { consent: string }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('citizen');
  const withdraw = useWithdraw();
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <button type="button" className="plain-button" onClick={() => setAsking(true)}>
        {t('shared.withdraw')}
      </button>
    );
  }
  return (
    <div className="section section--warn" role="group" aria-label={t('shared.withdraw')}>
      <p>{t('shared.withdraw-text')}</p>
      <p>{say('sharing.withdraw-stays')}</p>
      {withdraw.error && <Trouble error={withdraw.error} />}
      <div className="steps steps--row">
        <Button concept="destructive" onClick={() => withdraw.mutate(consent)}>
          {t('shared.withdraw-now')}
        </Button>
        <button type="button" className="plain-button" onClick={() => setAsking(false)}>
          {t('share.cancel')}
        </button>
      </div>
    </div>
  );
}

function SharedCard({ once }: { once: SharedOnce }) {
  const { t, i18n } = useTranslation();
  const { t: say } = useTranslation('citizen');
  const { consent, task, tasks } = once;
  const isActive = consent.status === 'active';
  const reach = reachOf(consent);
  return (
    <li className="card">
      <h2>{task?.description ?? t('shared.assessment')}</h2>
      <p className="quiet">{[tasks.length === 0 && t('shared.by-code'), consent.dateTime && dateAndTime(consent.dateTime, i18n.language)].filter(Boolean).join(' · ')}</p>
      {isActive && tasks.map((one) => <WithTask key={one.id} task={one} />)}
      {isActive && tasks.length === 0 && <p>{t('shared.code-not-used')}</p>}
      {isActive ? (
        <Withdrawing consent={consent.id ?? ''} />
      ) : (
        <>
          <p className="card__ended">{t('shared.withdrawn')}</p>
          {reach && <p>{say(`sharing.stays-${reach}`)}</p>}
        </>
      )}
    </li>
  );
}

function SharedOf({ shown }: { shown: Shown }) {
  const { t } = useTranslation();
  const shared = useShared([shown.patient]);
  if (shared.isPending) return <Waiting />;
  if (shared.error) return <Trouble error={shared.error} again={() => void shared.refetch()} />;
  if (shared.data.length === 0) {
    return (
      <p className="empty">
        {t('shared.none')} <Link to="/">{t('shared.start')}</Link>
      </p>
    );
  }
  return (
    <ul className="cards">
      {shared.data.map((once) => (
        <SharedCard key={once.consent.id} once={once} />
      ))}
    </ul>
  );
}

export function SharedPage() {
  const { t } = useTranslation();
  const { t: say } = useTranslation('citizen');
  return (
    <OwnPage needs="assess" back={false}>
      {(shown) => (
        <>
          <PageHeading step={shown.patient}>{shown.isSelf ? t('frame.my-shared') : say('sharing.heading-of', { name: shown.name })}</PageHeading>
          <p className="lead">{t('shared.lead')}</p>
          <YouthNote />
          <SharedOf shown={shown} />
        </>
      )}
    </OwnPage>
  );
}
