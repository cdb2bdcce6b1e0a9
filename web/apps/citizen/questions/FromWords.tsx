import { useTranslation } from 'react-i18next';

/** Says why something is ticked beforehand: the person's own words, to be confirmed or changed. */
export function FromWords({ words }: { words: string | undefined }) {
  const { t } = useTranslation();
  if (words === undefined) return null;
  return <span className="from-words">{t('interview.from-words', { words })}</span>;
}
