import Button from '@helsenorge/designsystem-react/components/Button';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { dateAndTime } from '@shared/language/when';
import { questionOf, useAnswerQuestion, useQuestions, type Question } from '../control';

const answerCharactersMax = 2000;

function AnswerForm({ question }: { question: Question }) {
  const { t } = useTranslation('administrator');
  const answer = useAnswerQuestion(question.id);
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const field = `answer-${question.id}`;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!text.trim());
    if (text.trim()) answer.mutate(text);
  };
  return (
    <form className="item__form" onSubmit={submit} noValidate>
      <label className="field-label" htmlFor={field}>
        {t('question.answer')}
      </label>
      <textarea
        id={field}
        className="text-field"
        rows={4}
        value={text}
        onChange={(event) => setText(event.target.value)}
        maxLength={answerCharactersMax}
        aria-invalid={missing && !text.trim()}
        aria-describedby={missing ? `${field}-fault` : undefined}
      />
      {missing && !text.trim() && (
        <p id={`${field}-fault`} className="fault" role="alert">
          {t('question.answer-missing')}
        </p>
      )}
      {answer.error && <Trouble error={answer.error} kept />}
      <Button type="submit">{t(answer.isPending ? 'form.sending' : 'question.send')}</Button>
    </form>
  );
}

function Item({ question }: { question: Question }) {
  const { i18n } = useTranslation();
  const { t } = useTranslation('administrator');
  return (
    <li className="item">
      <div className="item__told">
        <p className="item__top">
          {question.suspected && <span className="tag tag--look">{t('question.suspected')}</span>}
          <span className="quiet">{dateAndTime(question.asked, i18n.language)}</span>
        </p>
        <blockquote className="item__words">{question.question}</blockquote>
        {question.entry && (
          <p className="quiet">
            {t('question.entry')} <code className="long">{question.entry}</code>
          </p>
        )}
      </div>
      <AnswerForm question={question} />
    </li>
  );
}

/** What residents wonder about in their log; what is answered leaves the list. */
export function QuestionsPage() {
  const { t } = useTranslation('administrator');
  const asked = useQuestions();
  const questions = (asked.data ?? []).map(questionOf);
  return (
    <div className="sheet">
      <PageHeading>{t('place.questions')}</PageHeading>
      <p className="quiet lead">{t('question.lead')}</p>
      {asked.isPending && <Waiting />}
      {asked.error && <Trouble error={asked.error} again={() => void asked.refetch()} />}
      <p role="status" className="quiet">
        {asked.data && (questions.length > 0 ? t('question.count', { count: questions.length }) : '')}
      </p>
      {asked.data && questions.length === 0 && <p className="empty">{t('question.none')}</p>}
      <ul className="items">
        {questions.map((question) => (
          <Item key={question.id} question={question} />
        ))}
      </ul>
    </div>
  );
}
