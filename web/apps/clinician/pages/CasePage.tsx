import type { Organization, Task } from 'fhir/r4';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { readAssessment, type Level } from '@shared/assessment/read';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { screensOf } from '@shared/interview/screens';
import { DoneList } from '@shared/parts/DoneList';
import { answersOn, closeReasonOf, forwardedTo, isWithdrawn, useChangedByOther } from '../case';
import { answeredFor } from '../patient';
import { Apps } from '../parts/Apps';
import { Documents } from '../parts/Documents';
import { PatientBanner } from '../parts/PatientBanner';
import { Pictures } from '../parts/Pictures';
import { StateWords } from '../parts/StateWords';
import { WhoCanSee } from '../parts/WhoCanSee';
import { outcomeOf, useAssessed, useOpen, useResource, useResponse, useTask } from '../worklist';
import { Actions } from './Actions';
import { AllAnswers } from './AllAnswers';
import { CloseForm } from './CloseForm';
import { Evidence } from './Evidence';
import { ForwardForm } from './ForwardForm';
import { Outcome } from './Outcome';
import { ReplyForm } from './ReplyForm';
import { Summary } from './Summary';
import { Withdrawn } from './Withdrawn';

/** Looking is opening: the resident sees that someone has the case. Asked once; the server lets it be asked again. */
function useOpenOnce(task: Task | undefined) {
  const open = useOpen(task?.id ?? '');
  const asked = useRef(false);
  const isNew = task?.status === 'requested';
  const { mutate } = open;
  useEffect(() => {
    if (!isNew || asked.current) return;
    asked.current = true;
    mutate();
  }, [isNew, mutate]);
  return open;
}

/** Said while the page is open, so that two do not work on the same case without knowing. */
function OtherNotice({ task }: { task: Task }) {
  const { t } = useTranslation('clinician');
  const { changed, seen } = useChangedByOther(task);
  return (
    <div role="status" className="changes">
      {changed && (
        <div className="changes__box">
          <p>
            {t('case.changed')} <strong>{t('case.now')} <StateWords task={task} /></strong>
          </p>
          <button type="button" className="plain-button" onClick={seen}>
            {t('queue.seen')}
          </button>
        </div>
      )}
    </div>
  );
}

function Answered({ task }: { task: Task }) {
  const { t } = useTranslation('clinician');
  const answers = answersOn(task);
  if (answers.length === 0) return null;
  return (
    <section className="box">
      <h2>{t('reply.given')}</h2>
      {answers.map((answer, at) => (
        <blockquote key={at} className="reply">
          {answer}
        </blockquote>
      ))}
    </section>
  );
}

/** How a case ended that nobody has to do more with. */
function Ended({ task }: { task: Task }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('clinician');
  const to = useResource<Organization>(forwardedTo(task));
  const reason = closeReasonOf(task);
  return (
    <section className="box">
      <h2>
        <StateWords task={task} />
      </h2>
      {reason && <p>{say(`close.${reason}`)}</p>}
      {to.data?.name && (
        <p>
          {say('send.to')}: <strong>{to.data.name}</strong>
        </p>
      )}
      {!outcomeOf(task) && <DoneList task={task} heading={t('act.done-so-far')} />}
    </section>
  );
}

function Work({ task, assessed }: { task: Task; assessed: Level }) {
  const ended = task.status === 'completed' || task.status === 'cancelled';
  return (
    <>
      {task.status === 'completed' ? <Ended task={task} /> : <Actions task={task} />}
      <Answered task={task} />
      {!ended && task.for && <ReplyForm task={task} />}
      <Outcome task={task} assessed={assessed} />
      {!ended && <ForwardForm task={task} />}
      {!ended && <CloseForm task={task} />}
    </>
  );
}

function Case({ task }: { task: Task }) {
  const { t } = useTranslation();
  const assessed = useAssessed(task);
  const response = useResponse(task);
  const open = useOpenOnce(task);
  const failed = assessed.error ?? response.error;
  if (failed) return <Trouble error={failed} again={() => void Promise.all([assessed.refetch(), response.refetch()])} />;
  if (!assessed.data || !response.data) return <Waiting />;
  const assessment = readAssessment(assessed.data);
  const screens = screensOf(response.data);
  return (
    <>
      <div className="case-top">
        <PatientBanner patient={task.for?.reference} name={task.for?.display} answeredBy={answeredFor(task, response.data)} />
        <Documents task={task.id ?? ''} />
      </div>
      <OtherNotice task={task} />
      <div className="case">
        <div className="case__main">
          <Summary task={task} assessment={assessment} screens={screens} />
          <Pictures task={task} />
          <details className="more">
            <summary>{t('case.all-answers')}</summary>
            <AllAnswers screens={screens} />
          </details>
          <details className="more">
            <summary>{t('case.rules')}</summary>
            <Evidence assessment={assessment} screens={screens} />
          </details>
          {task.for?.reference && <WhoCanSee patient={task.for.reference} />}
          {task.for?.reference && <Apps patient={task.for.reference} task={`Task/${task.id}`} />}
        </div>
        <div className="case__side">
          {open.error && <Trouble error={open.error} again={() => open.mutate()} />}
          <Work task={task} assessed={assessment.level} />
        </div>
      </div>
    </>
  );
}

export function CasePage() {
  const id = useParams().id ?? '';
  const task = useTask(id);
  return (
    <div className="sheet">
      {task.isPending && <Waiting />}
      {task.error && !task.data && <Trouble error={task.error} again={() => void task.refetch()} />}
      {task.data && (isWithdrawn(task.data) ? <Withdrawn task={task.data} /> : <Case key={task.data.id} task={task.data} />)}
    </div>
  );
}
