import Button from '@helsenorge/designsystem-react/components/Button';
import type { Task } from 'fhir/r4';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../case';
import { ActTrouble } from '../parts/ActTrouble';
import { Section } from '../parts/Section';

const messageCharactersMax = 4000;

/** A text the resident reads. The number of characters left is said when it matters. */
export function ReplyForm({ task }: { task: Task }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('clinician');
  const answer = useAnswer(task);
  const [message, setMessage] = useState('');
  const [missing, setMissing] = useState(false);
  const left = messageCharactersMax - message.length;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!message.trim());
    if (message.trim()) answer.mutate(message, { onSuccess: () => setMessage('') });
  };
  return (
    <Section heading={say('reply.heading')}>
      <form className="fold" onSubmit={submit} noValidate>
        <label className="field-label" htmlFor="reply">
          {say('reply.label')}
        </label>
        <p className="hint" id="reply-hint">
          {say('reply.hint')}
        </p>
        <textarea
          id="reply"
          className="text-field"
          rows={5}
          value={message}
          onChange={(event) => setMessage(event.target.value)}
          maxLength={messageCharactersMax}
          aria-invalid={missing}
          aria-describedby={missing ? 'reply-fault reply-hint' : 'reply-hint'}
        />
        {left < 200 && <p className="quiet">{say('reply.left', { count: left })}</p>}
        {missing && (
          <p className="fault" id="reply-fault" role="alert">
            {say('reply.missing')}
          </p>
        )}
        {answer.error && <ActTrouble error={answer.error} />}
        <p role="status" className={answer.isSuccess ? 'said' : 'sr-only'}>
          {answer.isSuccess && say('reply.sent')}
        </p>
        <Button type="submit">{answer.isPending ? t('share.sending') : say('reply.send')}</Button>
      </form>
    </Section>
  );
}
