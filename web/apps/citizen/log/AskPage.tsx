import Button from '@helsenorge/designsystem-react/components/Button';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { dateAndTime } from '@shared/language/when';
import { GoButton } from '@shared/parts/GoButton';
import { useLetter } from '../letters';
import { FieldFault } from '../parts/FieldFault';
import { OwnPage } from '../parts/OwnPage';
import { useAsk, useLogEntry } from './readLog';
import { useLogWords } from './words';

const lettersMax = 2000;

function Sent({ isReport }: { isReport: boolean }) {
  const { t: say } = useTranslation('citizen');
  return (
    <>
      <PageHeading step="sent">{say(isReport ? 'ask.report-sent' : 'ask.sent')}</PageHeading>
      <p className="lead">{say('ask.sent-text')}</p>
      <div className="steps steps--row">
        <GoButton to="/hvem-har-sett/sporsmal">{say('ask.questions')}</GoButton>
        <Link to="/hvem-har-sett">{say('place.log')}</Link>
      </div>
    </>
  );
}

function About({ id, own }: { id: string; own: string }) {
  const { i18n } = useTranslation();
  const words = useLogWords();
  const entry = useLogEntry(id, own);
  if (!entry.data) return null;
  return (
    <p className="notice">
      {[dateAndTime(entry.data.at, i18n.language), words.who(entry.data), entry.data.organization, words.what(entry.data)].filter(Boolean).join(' · ')}
    </p>
  );
}

function AskForm({ id, isReport, own }: { id: string; isReport: boolean; own: string }) {
  const { t: say } = useTranslation('citizen');
  const [text, setText] = useLetter(`ask.${id}`);
  const [missing, setMissing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const ask = useAsk();
  if (ask.isSuccess) return <Sent isReport={isReport} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!text.trim());
    if (!text.trim()) field.current?.focus();
    else ask.mutate({ entry: id, text, isReport }, { onSuccess: () => setText('') });
  };
  return (
    <form onSubmit={submit} noValidate aria-busy={ask.isPending} className="stack">
      <PageHeading step="form">{say(isReport ? 'ask.report' : 'ask.heading')}</PageHeading>
      <p className="lead">{say(isReport ? 'ask.report-lead' : 'ask.lead')}</p>
      <About id={id} own={own} />
      <div>
        <label className="field-label" htmlFor="question">
          {say(isReport ? 'ask.report-label' : 'ask.label')}
        </label>
        <FieldFault id="question-fault" text={missing ? say('ask.empty') : undefined} />
        <textarea
          ref={field}
          id="question"
          className="text-field"
          rows={6}
          maxLength={lettersMax}
          value={text}
          aria-invalid={missing}
          aria-describedby={missing ? 'question-fault question-hint' : 'question-hint'}
          onChange={(event) => setText(event.target.value)}
        />
        <p id="question-hint" className="hint">
          {say('ask.hint')}
        </p>
      </div>
      {ask.error && <Trouble error={ask.error} kept />}
      <div className="steps steps--row">
        <Button type="submit">{say(isReport ? 'ask.send-report' : 'ask.send')}</Button>
        <Link to={`/hvem-har-sett/${encodeURIComponent(id)}`}>{say('common.cancel')}</Link>
      </div>
      {isReport && <p className="quiet">{say('ask.other-ways')}</p>}
    </form>
  );
}

export function AskPage() {
  const { t: say } = useTranslation('citizen');
  const { id = '' } = useParams();
  const isReport = useSearchParams()[0].has('snoking');
  return (
    <OwnPage needs="read-log" fresh back={{ to: `/hvem-har-sett/${encodeURIComponent(id)}`, text: say('common.back') }}>
      {(_, own) => <AskForm key={String(isReport)} id={id} isReport={isReport} own={own} />}
    </OwnPage>
  );
}
