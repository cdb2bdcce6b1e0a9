import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type administrator from './administrator/nb.json';
import type analyst from './analyst/nb.json';
import type citizen from './citizen/nb.json';
import type clinician from './clinician/nb.json';
import en from './en.json';
import nb from './nb.json';
import nn from './nn.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof nb; analyst: typeof analyst; citizen: typeof citizen; clinician: typeof clinician; administrator: typeof administrator };
    keySeparator: false;
    nsSeparator: false;
  }
}

export type TextKey = keyof typeof nb;
export type AnalystKey = keyof typeof analyst;
export type CitizenKey = keyof typeof citizen;

/** Words that only one app needs, by namespace and language. */
export type OwnWords = Record<string, Record<'nb' | 'nn' | 'en', Record<string, string>>>;

/** The languages a person can choose. Northern Sami is shown where content has it, bokmål elsewhere. */
export const languages = [
  { code: 'nb', name: 'Bokmål', short: 'BM' },
  { code: 'nn', name: 'Nynorsk', short: 'NN' },
  { code: 'en', name: 'English', short: 'EN' },
] as const;
export type Language = 'nb' | 'nn' | 'en' | 'se';

const kept = 'helselos.language';

export function currentLanguage(): Language {
  return (i18next.language as Language | undefined) ?? 'nb';
}

/** The locale for numbers and dates. */
export const localeOf = (language: string) => (language === 'en' ? 'en-GB' : language === 'nn' ? 'nn-NO' : 'nb-NO');

function chosenBefore(): Language {
  try {
    const language = localStorage.getItem(kept);
    return languages.some((one) => one.code === language) ? (language as Language) : 'nb';
  } catch {
    return 'nb';
  }
}

function remember(language: string) {
  document.documentElement.lang = language;
  try {
    localStorage.setItem(kept, language);
  } catch {
    // Storage may be closed to us; the choice then lasts until the page is left.
  }
}

function wordsOf(language: 'nb' | 'nn' | 'en', common: typeof nb, own: OwnWords) {
  const others = Object.entries(own).map(([namespace, words]) => [namespace, words[language]]);
  return { ...Object.fromEntries(others), translation: common };
}

export function startLanguage(language: Language = chosenBefore(), own: OwnWords = {}) {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'nb',
    supportedLngs: ['nb', 'nn', 'en', 'se'],
    resources: { nb: wordsOf('nb', nb, own), nn: wordsOf('nn', nn, own), en: wordsOf('en', en, own) },
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  remember(language);
  i18next.on('languageChanged', remember);
}
