import Icon from '@helsenorge/designsystem-react/components/Icon';
import type { Task } from 'fhir/r4';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assessment } from '@shared/assessment/read';
import { PageHeading } from '@shared/frame/PageHeading';
import { allQuestions, answerInWords, durationOf, personInWords, reportedInWords } from '@shared/interview/reading';
import { isUnknown, type Question, type Screen } from '@shared/interview/screens';
import { shortTime } from '@shared/language/when';
import { levelIcon } from '@shared/parts/levels';
import { SeverityScale } from '@shared/parts/SeverityScale';
import { inputOf, usePersonName } from '../worklist';
import { useNow } from '../now';
import { TimeLeft } from '../parts/TimeLeft';

const said = (question: Question, code: string) => question.answer?.kind === 'choice' && question.answer.code === code;

function Fact({ name, children, wide }: { name: string; children: ReactNode; wide?: boolean }) {
  return (
    <div className={wide ? 'fact fact--wide' : 'fact'}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Flags({ questions }: { questions: Question[] }) {
  const { t } = useTranslation();
  const groups = [
    { name: 'yes', questions: questions.filter((question) => said(question, 'yes')) },
    { name: 'unknown', questions: questions.filter((question) => isUnknown(question.answer)) },
    { name: 'no', questions: questions.filter((question) => said(question, 'no')) },
  ] as const;
  if (groups.every((group) => group.questions.length === 0)) return <span className="quiet">{t('case.no-flags')}</span>;
  return (
    <div className="flags">
      {groups.map((group) => group.questions.length > 0 && (
        <div key={group.name} className={`flags__group flags__group--${group.name}`}>
          <p className="flags__name">{t(`case.flags-${group.name}`, { count: group.questions.length })}</p>
          <ul>{group.questions.map((question) => <li key={question.linkId}>{question.text}</li>)}</ul>
        </div>
      ))}
    </div>
  );
}

interface Props {
  task: Task;
  assessment: Assessment;
  screens: Screen[];
}

/** One page, read in ten seconds: how urgent, who, what, since when, why, what was ruled out, what is not known. */
export function Summary({ task, assessment, screens }: Props) {
  const { t, i18n } = useTranslation();
  const { t: say } = useTranslation('clinician');
  const now = useNow();
  const name = usePersonName(task);
  const questions = allQuestions(screens);
  const duration = durationOf(screens);
  const reported = reportedInWords(screens, t, i18n.language);
  const deciding = assessment.rules.filter((rule) => rule.level === assessment.level);
  const reasons = [...new Set((deciding.length > 0 ? deciding : assessment.rules).map((rule) => rule.reason))];
  const unknowns = questions.filter((question) => isUnknown(question.answer) && !question.redFlag).map((question) => question.text);
  const none = <span className="quiet">{t('case.not-given')}</span>;
  return (
    <article className={`summary level--${assessment.level}`}>
      <header className="summary__top">
        <span className="summary__icon">
          <Icon svgIcon={levelIcon[assessment.level]} size={38} color="currentColor" />
        </span>
        <div className="summary__name">
          <PageHeading className="summary__heading" title={task.description}>
            {t(`level.${assessment.level}`)}: {task.description ?? assessment.complaint}
          </PageHeading>
          <p className="summary__person">
            {[name ?? (task.for ? '' : t('worklist.anonymous')), personInWords(screens, t, i18n.language)].filter(Boolean).join(' · ')}
          </p>
        </div>
        <div className="summary__time">{task.status !== 'completed' && <TimeLeft end={task.restriction?.period?.end} now={now} />}</div>
      </header>
      <SeverityScale level={assessment.level} />
      <dl className="facts">
        <Fact name={t('case.why')} wide>
          {reasons.length > 0 ? <ul className="facts__list">{reasons.map((reason) => <li key={reason}>{reason}</li>)}</ul> : assessment.headline}
        </Fact>
        <Fact name={t('case.duration')}>{duration ? answerInWords(duration, t, i18n.language) : none}</Fact>
        <Fact name={t('case.received')}>{task.authoredOn ? shortTime(task.authoredOn, i18n.language) : none}</Fact>
        {reported.length > 0 && (
          <Fact name={t('case.reported')} wide>
            <ul className="facts__list facts__list--columns">{reported.map((text) => <li key={text}>{text}</li>)}</ul>
          </Fact>
        )}
        {inputOf(task, 'forward-note')?.valueString && (
          <Fact name={say('send.note-given')} wide>
            {inputOf(task, 'forward-note')?.valueString}
          </Fact>
        )}
        <Fact name={t('share.medicines-short')}>{inputOf(task, 'medicines')?.valueString ?? none}</Fact>
        <Fact name={t('share.own-words-short')} wide>{inputOf(task, 'own-words')?.valueString ? <q>{inputOf(task, 'own-words')?.valueString}</q> : none}</Fact>
        <Fact name={t('case.flags')} wide>
          <Flags questions={questions.filter((question) => question.redFlag && question.answer)} />
        </Fact>
        <Fact name={t('case.unknowns')} wide>
          {unknowns.length > 0 ? <ul className="facts__list">{unknowns.map((text) => <li key={text}>{text}</li>)}</ul> : <span className="quiet">{t('case.none')}</span>}
        </Fact>
      </dl>
    </article>
  );
}
