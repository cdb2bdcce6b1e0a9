import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { languages } from '@shared/language/start';
import { ReadingContext } from '../parts/Content';

/** The language of the protocol's own texts, which need not be that of the page. */
export function ReadingChoice() {
  const { t } = useTranslation('analyst');
  const [, setSearch] = useSearchParams();
  const { language, aboutChild } = useContext(ReadingContext);
  const put = (name: string, value: string | undefined) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return (
    <div className="reading" role="group" aria-label={t('reading.label')}>
      <span className="reading__label" aria-hidden="true">
        {t('reading.label')}
      </span>
      {languages.map(({ code, name }) => (
        <button key={code} type="button" className="chip" aria-pressed={code === language} lang={code} onClick={() => put('tekst', code)}>
          {name}
        </button>
      ))}
      <button type="button" className="chip" aria-pressed={aboutChild} onClick={() => put('om', aboutChild ? undefined : 'barn')}>
        {t('reading.child')}
      </button>
    </div>
  );
}
