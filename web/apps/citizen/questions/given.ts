import { ageInYears } from '@shared/language/when';
import { ageMonthsMax, monthsAsYears, numberFault, readNumber, yearsAsMonths, type NumberFault } from '@shared/interview/numbers';
import { ageFinding, sexFinding } from '@shared/interview/reading';
import { isUnknown, unknown, type Answer, type Answers, type Question, type Screen } from '@shared/interview/screens';
import type { Whom } from '../draft';

/** What stands in a field before it is an answer: a chosen code, or a number as written. */
export interface Given {
  code?: string;
  written?: string;
  /** Only for ages: whether the number is months. */
  months?: boolean;
  prefilled?: boolean;
}
export type GivenAnswers = Record<string, Given>;

function fromAnswer(question: Question): Given {
  const { answer } = question;
  if (!answer) return {};
  if (answer.kind === 'choice') return { code: answer.code };
  const months = question.linkId === ageFinding ? yearsAsMonths(answer.number) : undefined;
  if (months !== undefined) return { written: String(months), months: true };
  return { written: answer.number.replace('.', ',') };
}

function fromKnown(question: Question, whom: Whom, today: Date): Given {
  if (question.linkId === ageFinding && whom.birthDate) {
    const years = ageInYears(whom.birthDate, today);
    if (years === undefined) return {};
    if (years < 2) return { written: String(Math.round(years * 12)), months: true, prefilled: true };
    return { written: String(years), prefilled: true };
  }
  const offered = question.options.some((option) => option.code === whom.gender);
  return question.linkId === sexFinding && offered ? { code: whom.gender, prefilled: true } : {};
}

/** The fields of a screen as they first stand: what was answered before, else what is known of the person. */
export function firstGiven(screen: Screen, whom: Whom, today: Date): GivenAnswers {
  return Object.fromEntries(
    screen.questions.map((question) => [question.linkId, question.answer ? fromAnswer(question) : fromKnown(question, whom, today)]),
  );
}

export type Fault = NumberFault | 'none-chosen';

export function faultOf(question: Question, given: Given): Fault | undefined {
  if (given.code !== undefined) return undefined;
  if (question.kind === 'choice') return 'none-chosen';
  const written = given.written ?? '';
  if (!given.months) return numberFault(written, question);
  return numberFault(written, { wholeNumber: true, least: 0, most: ageMonthsMax });
}

export function answerOf(given: Given): Answer {
  if (given.code !== undefined) return given.code === 'unknown' ? unknown : { kind: 'choice', code: given.code };
  const number = readNumber(given.written ?? '') ?? '';
  return { kind: 'number', number: given.months ? monthsAsYears(Number(number)) : String(Number(number)) };
}

export const answersOf = (screen: Screen, given: GivenAnswers): Answers =>
  Object.fromEntries(screen.questions.map((question) => [question.linkId, answerOf(given[question.linkId] ?? {})]));

export interface Ticks {
  ticked: string[];
  rest: 'none' | 'unknown' | undefined;
}

/** A check list as it first stands. "None of these" only when everything was answered with no. */
export function firstTicks(screen: Screen): Ticks {
  const ticked = screen.questions.filter((question) => question.answer?.kind === 'choice' && question.answer.code === 'yes').map((question) => question.linkId);
  const answered = screen.questions.filter((question) => question.answer !== undefined);
  if (answered.length === 0) return { ticked, rest: undefined };
  if (answered.some((question) => isUnknown(question.answer))) return { ticked, rest: 'unknown' };
  return { ticked, rest: ticked.length === 0 ? 'none' : undefined };
}

/** Ticked is yes. The others are no, or unknown when the person says so: unknown never counts as no. */
export function answersOfTicks(screen: Screen, ticks: Ticks): Answers {
  const others = ticks.rest === 'unknown' ? 'unknown' : 'no';
  return Object.fromEntries(
    screen.questions.map((question) => [question.linkId, { kind: 'choice', code: ticks.ticked.includes(question.linkId) ? 'yes' : others } as Answer]),
  );
}
