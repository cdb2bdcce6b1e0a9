import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { Texts } from '../protocol/model';
import { said, type ContentLanguage } from '../protocol/texts';

/** In which language, and to whom, the protocol's own texts are shown. */
export interface Reading {
  language: ContentLanguage;
  aboutChild: boolean;
}

export const ReadingContext = createContext<Reading>({ language: 'nb', aboutChild: false });

/** The words of a text alone, for pictures and labels. */
export function useWords() {
  const { language, aboutChild } = useContext(ReadingContext);
  return (texts: Texts | undefined) => said(texts, language, aboutChild).text;
}

/** A text of the protocol. One that is not written in the language asked for is shown in bokmål, and marked. */
export function Words({ of }: { of: Texts | undefined }) {
  const { language, aboutChild } = useContext(ReadingContext);
  const { t, i18n } = useTranslation('analyst');
  const one = said(of, language, aboutChild);
  return (
    <>
      <span lang={one.language === i18n.language ? undefined : one.language}>{one.text}</span>
      {one.missing && <span className="missing">{t(`missing.${language}`)}</span>}
    </>
  );
}
