import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { dateAndTime } from '@shared/language/when';
import { GoButton } from '@shared/parts/GoButton';
import { OwnPage } from '../parts/OwnPage';
import type { LogEntry } from './entry';
import { QuestionCard } from './QuestionsPage';
import { useLogEntry, useQuestions } from './readLog';
import { useLogWords } from './words';

function Facts({ entry }: { entry: LogEntry }) {
  const { t: say, i18n } = useTranslation('citizen');
  const words = useLogWords();
  const lines: [string, string | undefined][] = [
    [say('log.when'), dateAndTime(entry.at, i18n.language)],
    [say('log.who'), words.who(entry)],
    [say('log.where'), entry.organization],
    [say('log.what'), words.what(entry)],
    [say('log.why'), words.why(entry)],
    [say('log.reason'), entry.reason],
  ];
  return (
    <dl className="facts">
      {lines
        .filter(([, text]) => text)
        .map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
    </dl>
  );
}

function Marks({ entry }: { entry: LogEntry }) {
  const { t: say } = useTranslation('citizen');
  return (
    <>
      {entry.wasStopped && <p className="section section--calm">{say('log.stopped-text')}</p>}
      {entry.isEmergency && <p className="section section--warn">{say('log.emergency-text')}</p>}
    </>
  );
}

function EntryOf({ id, patient, own }: { id: string; patient: string; own: string }) {
  const { t: say } = useTranslation('citizen');
  const entry = useLogEntry(id, own);
  const questions = useQuestions(patient);
  const about = questions.data?.filter((one) => one.entry === id) ?? [];
  if (entry.isPending) return <Waiting />;
  if (entry.error) return <Trouble error={entry.error} again={() => void entry.refetch()} />;
  return (
    <>
      <Marks entry={entry.data} />
      <Facts entry={entry.data} />
      {about.length > 0 && (
        <ul className="cards">
          {about.map((question) => (
            <QuestionCard key={question.id} question={question} />
          ))}
        </ul>
      )}
      {!entry.data.isMe && (
        <section className="section">
          <h2>{say('log.wonder')}</h2>
          <p>{say('log.wonder-text')}</p>
          <div className="steps steps--row">
            <GoButton to={`/hvem-har-sett/${encodeURIComponent(id)}/spor`}>{say('log.ask')}</GoButton>
            <Link to={`/hvem-har-sett/${encodeURIComponent(id)}/spor?snoking`}>{say('log.report')}</Link>
          </div>
        </section>
      )}
    </>
  );
}

export function EntryPage() {
  const { t: say } = useTranslation('citizen');
  const { id = '' } = useParams();
  return (
    <OwnPage needs="read-log" fresh back={{ to: '/hvem-har-sett', text: say('place.log') }}>
      {(shown, own) => (
        <>
          <PageHeading>{say('log.entry')}</PageHeading>
          <EntryOf id={id} patient={shown.patient} own={own} />
        </>
      )}
    </OwnPage>
  );
}
