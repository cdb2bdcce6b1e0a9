import Button from '@helsenorge/designsystem-react/components/Button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate } from 'react-router';
import { useSession } from '@shared/api/session';
import { useRecipients, useShared, useWithdraw, type SharedOnce } from '@shared/api/sharing';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { dateAndTime } from '@shared/language/when';
import { DoneList } from '@shared/parts/DoneList';

const steps = ['requested', 'received', 'in-progress', 'completed'] as const;
type Step = (typeof steps)[number];

/** How far the receiver has come, as four named steps. */
function StandingSteps({ at }: { at: Step }) {
  const { t } = useTranslation();
  const here = steps.indexOf(at);
  return (
    <ol className="standing">
      {steps.map((step, index) => (
        <li key={step} className={index <= here ? 'standing__step standing__step--done' : 'standing__step'} aria-current={index === here ? 'step' : undefined}>
          {t(`standing.${step}`)}
        </li>
      ))}
    </ol>
  );
}

function receiverOf({ consent, task }: SharedOnce, names: Map<string, string>): string {
  const reference = task?.owner ?? consent.provision?.actor?.[0]?.reference ?? consent.organization?.[0];
  return reference?.display ?? names.get(reference?.reference ?? '') ?? '';
}

function SharedCard({ once, who, names }: { once: SharedOnce; who: string | undefined; names: Map<string, string> }) {
  const { t, i18n } = useTranslation();
  const withdraw = useWithdraw();
  const [asking, setAsking] = useState(false);
  const { consent, task } = once;
  const active = consent.status === 'active';
  const receiver = receiverOf(once, names);
  const step = steps.find((one) => one === task?.status);
  return (
    <li className="card">
      <h2>{task?.description ?? t('shared.assessment')}</h2>
      <p className="quiet">
        {[who, receiver || t('shared.by-code'), consent.dateTime && dateAndTime(consent.dateTime, i18n.language)].filter(Boolean).join(' · ')}
      </p>
      {active && step && <StandingSteps at={step} />}
      {active && task && <DoneList task={task} heading={t('shared.done')} />}
      {active && !task && <p>{t('shared.code-not-used')}</p>}
      {!active && <p className="card__ended">{t('shared.withdrawn')}</p>}
      {active && !asking && (
        <button type="button" className="plain-button" onClick={() => setAsking(true)}>
          {t('shared.withdraw')}
        </button>
      )}
      {active && asking && (
        <div className="section section--warn" role="group" aria-label={t('shared.withdraw')}>
          <p>{t('shared.withdraw-text')}</p>
          {withdraw.error && <Trouble error={withdraw.error} />}
          <div className="steps steps--row">
            <Button concept="destructive" onClick={() => withdraw.mutate(consent.id ?? '')}>
              {t('shared.withdraw-now')}
            </Button>
            <button type="button" className="plain-button" onClick={() => setAsking(false)}>
              {t('share.cancel')}
            </button>
          </div>
        </div>
      )}
    </li>
  );
}

export function SharedPage() {
  const { t } = useTranslation();
  const session = useSession();
  const resident = session.data?.role === 'resident' ? session.data : undefined;
  const people = [...(resident?.patient ? [{ patient: resident.patient, name: '' }] : []), ...(resident?.represents ?? [])];
  const shared = useShared(people.map((one) => one.patient));
  const recipients = useRecipients(true);
  if (session.isPending) return <Waiting />;
  if (!resident) return <Navigate to="/logg-inn?til=%2Fmine-delinger" replace />;
  const names = new Map((recipients.data ?? []).map((one) => [`Organization/${one.id}`, one.name ?? '']));
  const nameOf = (once: SharedOnce) => people.find((one) => one.patient === once.consent.patient?.reference)?.name;
  return (
    <div className="page page--narrow">
      <PageHeading>{t('frame.my-shared')}</PageHeading>
      <p className="lead">{t('shared.lead')}</p>
      {shared.isPending && <Waiting />}
      {shared.error && <Trouble error={shared.error} again={() => void shared.refetch()} />}
      {shared.data?.length === 0 && (
        <p className="empty">
          {t('shared.none')} <Link to="/">{t('shared.start')}</Link>
        </p>
      )}
      <ul className="cards">
        {shared.data?.map((once) => <SharedCard key={once.consent.id} once={once} who={nameOf(once)} names={names} />)}
      </ul>
    </div>
  );
}
