import { useTranslation } from 'react-i18next';
import { Markdown } from '@shared/parts/Markdown';

const shortCharactersMax = 160;

/** Help beside a question. A short one is simply there; a long one opens on request. */
export function Help({ text }: { text: string }) {
  const { t } = useTranslation();
  if (text.length <= shortCharactersMax) return <div className="hint"><Markdown text={text} /></div>;
  return (
    <details className="help">
      <summary>{t('interview.help')}</summary>
      <Markdown text={text} />
    </details>
  );
}
