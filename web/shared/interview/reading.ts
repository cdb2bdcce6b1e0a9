import type { TFunction } from 'i18next';
import { localeOf } from '@shared/language/start';
import { yearsAsMonths } from './numbers';
import { isUnknown, type Question, type Screen } from './screens';

export const ageFinding = 'age-years';
export const sexFinding = 'sex';

function numberInWords(question: Question, number: string, t: TFunction, language: string): string {
  if (question.linkId === ageFinding) return ageInWords(number, t);
  if (!question.unit && /-days$/.test(question.linkId)) return t('duration.days', { count: Number(number) });
  const shown = new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: 3 }).format(Number(number));
  return question.unit ? `${shown} ${question.unit}` : shown;
}

export function ageInWords(years: string, t: TFunction): string {
  const months = yearsAsMonths(years);
  if (months === undefined) return t('age.years', { count: Math.floor(Number(years)) });
  return t('age.months', { count: months });
}

/** What was answered, in words, as it is read back to the person and to personnel. */
export function answerInWords(question: Question, t: TFunction, language: string): string {
  const { answer } = question;
  if (!answer) return t('answer.none');
  if (isUnknown(answer)) return t('answer.unknown');
  if (answer.kind === 'number') return numberInWords(question, answer.number, t, language);
  return question.options.find((option) => option.code === answer.code)?.display ?? answer.code;
}

export const allQuestions = (screens: Screen[]): Question[] => screens.flatMap((screen) => screen.questions);

/** The person in two words, as far as it was told: "34 år, kvinne". */
export function personInWords(screens: Screen[], t: TFunction, language: string): string {
  const questions = allQuestions(screens);
  const told = [ageFinding, sexFinding].map((finding) => questions.find((question) => question.linkId === finding));
  return told
    .filter((question) => question?.answer !== undefined && !isUnknown(question.answer))
    .map((question, index) => {
      const words = answerInWords(question!, t, language);
      return index > 0 ? words.toLocaleLowerCase(localeOf(language)) : words;
    })
    .join(', ');
}

const isSaid = (question: Question) =>
  question.answer !== undefined && !isUnknown(question.answer) && !(question.answer.kind === 'choice' && question.answer.code === 'no');

/** What the person reported besides danger signs, age, sex and duration: "Har feber", "Temperatur: 38,5 °C". */
export function reportedInWords(screens: Screen[], t: TFunction, language: string): string[] {
  const elsewhere = new Set([ageFinding, sexFinding, durationOf(screens)?.linkId]);
  return allQuestions(screens)
    .filter((question) => isSaid(question) && !question.redFlag && !elsewhere.has(question.linkId))
    .map((question) => {
      if (question.answer?.kind === 'choice' && question.answer.code === 'yes') return question.text;
      return withAnswer(question.text, answerInWords(question, t, language));
    });
}

/** "Alder: 34 år", and "Hvor gammel er du? 34 år": a question already has its mark. */
export const withAnswer = (text: string, answer: string) => (/[?:.!]$/.test(text) ? `${text} ${answer}` : `${text}: ${answer}`);

const isYesOrNo = (question: Question) => question.kind === 'choice' && question.options.every((option) => ['yes', 'no', 'unknown'].includes(option.code));

/** The question of how long it has lasted; one of yes and no is never it, whatever its name. */
export const durationOf = (screens: Screen[]): Question | undefined =>
  allQuestions(screens).find((question) => /-days$|-hours$|duration|onset/.test(question.linkId) && !isYesOrNo(question));
