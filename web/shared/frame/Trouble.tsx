import Button from '@helsenorge/designsystem-react/components/Button';
import NotificationPanel from '@helsenorge/designsystem-react/components/NotificationPanel';
import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '@shared/api/request';
import type { TextKey } from '@shared/language/start';
import { Markdown } from '@shared/parts/Markdown';
import { Audience } from './audience';

interface Props {
  error: unknown;
  again?: () => void;
  /** Said too when the person has typed something that is still here. */
  kept?: boolean;
}

interface Words {
  heading: TextKey;
  text: TextKey;
}

const words: Record<string, Words> = {
  unreachable: { heading: 'trouble.unreachable', text: 'trouble.unreachable-text' },
  'not-signed-in': { heading: 'trouble.not-signed-in', text: 'trouble.not-signed-in-text' },
  'sign-in-again': { heading: 'trouble.sign-in-again', text: 'trouble.sign-in-again-text' },
  'not-found': { heading: 'trouble.not-found', text: 'trouble.not-found-text' },
  'too-many': { heading: 'trouble.too-many', text: 'trouble.too-many-text' },
  'not-accepted': { heading: 'trouble.not-accepted', text: 'trouble.not-accepted-text' },
  busy: { heading: 'trouble.busy', text: 'trouble.fault-text' },
  fault: { heading: 'trouble.fault', text: 'trouble.fault-text' },
};

// Personnel are not told to call themselves.
const wordsAtWork: Record<string, Words> = {
  ...words,
  unreachable: { heading: 'trouble.unreachable', text: 'trouble.unreachable-work' },
  busy: { heading: 'trouble.busy', text: 'trouble.fault-work' },
  fault: { heading: 'trouble.fault', text: 'trouble.fault-work' },
};

/** What went wrong in plain words, and a way on. */
export function Trouble({ error, again, kept }: Props) {
  const { t } = useTranslation();
  const kind = error instanceof Refusal ? error.kind : 'fault';
  const known = useContext(Audience) === 'personnel' ? wordsAtWork : words;
  const said = known[kind] ?? known.fault!;
  return (
    <NotificationPanel variant={kind === 'unreachable' ? 'warn' : 'error'} role="alert" label={t(said.heading)} labelHtmlMarkup="h2" className="trouble">
      <Markdown text={kept ? `${t(said.text)} ${t('trouble.kept')}` : t(said.text)} />
      {kind === 'sign-in-again' && <a href={`/logg-inn?${new URLSearchParams({ til: location.pathname + location.search, igjen: 'ja' })}`}>{t('trouble.sign-in-again-link')}</a>}
      {again && (
        <Button variant="outline" onClick={again}>
          {t('trouble.again')}
        </Button>
      )}
    </NotificationPanel>
  );
}
