import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { dateAndTime } from '@shared/language/when';
import { OwnPage } from '../parts/OwnPage';
import { useQuestions, type Question } from './readLog';

export function QuestionCard({ question, linked = false }: { question: Question; linked?: boolean }) {
  const { t: say, i18n } = useTranslation('citizen');
  return (
    <li className="card">
      <h2>{say(question.isReport ? 'ask.report-made' : 'ask.question-made')}</h2>
      <p className="quiet">{dateAndTime(question.asked, i18n.language)}</p>
      <p className={question.isAnswered ? 'state state--done' : 'state'}>{say(question.isAnswered ? 'ask.answered' : 'ask.waiting')}</p>
      {question.text && <blockquote className="letter">{question.text}</blockquote>}
      {question.answer && (
        <div className="section section--calm">
          <h3>{say('ask.answer')}</h3>
          <p className="letter-text">{question.answer}</p>
        </div>
      )}
      {linked && question.entry && <Link to={`/hvem-har-sett/${encodeURIComponent(question.entry)}`}>{say('ask.see-entry')}</Link>}
    </li>
  );
}

function QuestionsOf({ patient }: { patient: string }) {
  const { t: say } = useTranslation('citizen');
  const questions = useQuestions(patient);
  if (questions.isPending) return <Waiting />;
  if (questions.error) return <Trouble error={questions.error} again={() => void questions.refetch()} />;
  if (questions.data.length === 0) return <p className="empty">{say('ask.none')}</p>;
  return (
    <ul className="cards">
      {questions.data.map((question) => (
        <QuestionCard key={question.id} question={question} linked />
      ))}
    </ul>
  );
}

export function QuestionsPage() {
  const { t: say } = useTranslation('citizen');
  return (
    <OwnPage needs="read-log" back={{ to: '/hvem-har-sett', text: say('place.log') }}>
      {(shown) => (
        <>
          <PageHeading step={shown.patient}>{say('ask.questions')}</PageHeading>
          <p className="lead">{say('ask.questions-lead')}</p>
          <QuestionsOf patient={shown.patient} />
        </>
      )}
    </OwnPage>
  );
}
