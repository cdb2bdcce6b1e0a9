import { ageInYears } from '@shared/language/when';
import { ageMonthsMax, monthsAsYears, numberFault, readNumber, yearsAsMonths, type NumberFault } from '@shared/interview/numbers';
import { ageFinding, sexFinding } from '@shared/interview/reading';
import { isUnknown, unknown, type Answer, type Answers, type Question, type Screen } from '@shared/interview/screens';
import type { Proposal } from '@shared/api/findingsInText';
import type { Whom } from '../draft';
import { knownAnswer, type Known } from '../known';

/** What stands in a field before it is an answer: a chosen code, or a number as written. */
export interface Given {
  code?: string;
  written?: string;
  /** Only for ages: whether the number is months. */
  months?: boolean;
  prefilled?: boolean;
  /** The person's own words that seem to say so. */
  words?: string;
}
export type GivenAnswers = Record<string, Given>;

/** What is known before a screen is shown: of the person, from another complaint, and from what was typed. */
export interface Beforehand {
  whom: Whom;
  known?: Known;
  proposals?: Proposal[];
  now: Date;
}

function fromAnswer(question: Question, answer: Answer): Given {
  if (question.optional && isUnknown(answer)) return {};
  if (answer.kind === 'choice') return { code: answer.code };
  const months = question.linkId === ageFinding ? yearsAsMonths(answer.number) : undefined;
  if (months !== undefined) return { written: String(months), months: true };
  return { written: answer.number.replace('.', ',') };
}

const offersYes = (question: Question) => question.kind === 'choice' && question.options.some((option) => option.code === 'yes');

/** Only ever a "yes", and only to a question that was not answered: the person says whether it is so. */
export function wordsFor(question: Question, proposals: Proposal[] | undefined): string | undefined {
  if (question.answer || !offersYes(question)) return undefined;
  return proposals?.find((proposal) => proposal.linkId === question.linkId)?.words;
}

function fromKnown(question: Question, { whom, known, proposals, now: today }: Beforehand): Given {
  const words = wordsFor(question, proposals);
  if (words !== undefined) return { code: 'yes', words };
  const before = knownAnswer(question, known, today.getTime());
  if (before) return { ...fromAnswer(question, before), ...(!isUnknown(before) && { prefilled: true }) };
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
export function firstGiven(screen: Screen, beforehand: Beforehand): GivenAnswers {
  return Object.fromEntries(
    screen.questions.map((question) => [question.linkId, question.answer ? fromAnswer(question, question.answer) : fromKnown(question, beforehand)]),
  );
}

export type Fault = NumberFault | 'none-chosen';

export function faultOf(question: Question, given: Given): Fault | undefined {
  if (given.code !== undefined) return undefined;
  if (question.kind === 'choice') return 'none-chosen';
  const written = given.written ?? '';
  if (question.optional && written.trim() === '') return undefined;
  if (!given.months) return numberFault(written, question);
  return numberFault(written, { wholeNumber: true, least: 0, most: ageMonthsMax });
}

export function answerOf(given: Given): Answer {
  if (given.code !== undefined) return given.code === 'unknown' ? unknown : { kind: 'choice', code: given.code };
  const number = readNumber(given.written ?? '');
  // Only a question that may be left empty comes here without a number.
  if (number === undefined) return unknown;
  return { kind: 'number', number: given.months ? monthsAsYears(Number(number)) : String(Number(number)) };
}

export const answersOf = (screen: Screen, given: GivenAnswers): Answers =>
  Object.fromEntries(screen.questions.map((question) => [question.linkId, answerOf(given[question.linkId] ?? {})]));

export interface Ticks {
  ticked: string[];
  rest: 'none' | 'unknown' | undefined;
}

const isYes = (answer: Answer | undefined) => answer?.kind === 'choice' && answer.code === 'yes';

/** A check list as it first stands. "None of these" only when everything was answered with no. */
export function firstTicks(screen: Screen, beforehand: Beforehand): Ticks {
  const answered = screen.questions.filter((question) => question.answer !== undefined);
  const { known, proposals, now } = beforehand;
  if (answered.length === 0) {
    const ticked = screen.questions.filter(
      (question) => wordsFor(question, proposals) !== undefined || isYes(knownAnswer(question, known, now.getTime())),
    );
    return { ticked: ticked.map((question) => question.linkId), rest: undefined };
  }
  const ticked = screen.questions.filter((question) => isYes(question.answer)).map((question) => question.linkId);
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
