import type { Task } from 'fhir/r4';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { readAssessment } from '@shared/assessment/read';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { screensOf } from '@shared/interview/screens';
import { useAssessed, useOpen, useResponse, useTask } from '../worklist';
import { Actions } from './Actions';
import { AllAnswers } from './AllAnswers';
import { Evidence } from './Evidence';
import { Outcome } from './Outcome';
import { Summary } from './Summary';

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
    <div className="case">
      <div className="case__main">
        <Summary task={task} assessment={assessment} screens={screens} />
        <details className="more">
          <summary>{t('case.all-answers')}</summary>
          <AllAnswers screens={screens} />
        </details>
        <details className="more">
          <summary>{t('case.rules')}</summary>
          <Evidence assessment={assessment} screens={screens} />
        </details>
      </div>
      <div className="case__side">
        {open.error && <Trouble error={open.error} again={() => open.mutate()} />}
        <Actions task={task} />
        <Outcome task={task} assessed={assessment.level} />
      </div>
    </div>
  );
}

export function CasePage() {
  const { t } = useTranslation();
  const id = useParams().id ?? '';
  const task = useTask(id);
  return (
    <div className="sheet">
      <p className="way-back">
        <Link to="/">← {t('worklist.heading')}</Link>
      </p>
      {task.isPending && <Waiting />}
      {task.error && !task.data && <Trouble error={task.error} again={() => void task.refetch()} />}
      {task.data && <Case key={task.data.id} task={task.data} />}
    </div>
  );
}
