import Button from '@helsenorge/designsystem-react/components/Button';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Trouble } from '@shared/frame/Trouble';
import { useEnd } from '../settings/consents';

interface Props {
  consent: string;
  /** On the button: what is ended. */
  label: string;
  /** For those who hear the button without its card. */
  about: string;
  /** What it means, asked before it is done. */
  question: string;
  confirm: string;
}

/** Ending a choice: asked once, in place, with the focus on the question and back again. */
export function Ending({ consent, label, about, question, confirm }: Props) {
  const { t: say } = useTranslation('citizen');
  const end = useEnd();
  const [asking, setAsking] = useState(false);
  const group = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  useEffect(() => {
    if (asking) group.current?.focus();
    else if (wasAsking.current) opener.current?.focus();
    wasAsking.current = asking;
  }, [asking]);
  if (!asking) {
    return (
      <button ref={opener} type="button" className="plain-button" onClick={() => setAsking(true)}>
        {label}
        <span className="sr-only"> {about}</span>
      </button>
    );
  }
  return (
    <div ref={group} className="section section--warn" role="group" aria-label={label} tabIndex={-1}>
      <p>{question}</p>
      {end.error && <Trouble error={end.error} />}
      <div className="steps steps--row">
        <Button concept="destructive" onClick={() => end.mutate(consent)}>
          {end.isPending ? say('common.working') : confirm}
        </Button>
        <button type="button" className="plain-button" onClick={() => setAsking(false)}>
          {say('common.cancel')}
        </button>
      </div>
    </div>
  );
}
