import type { QuestionnaireResponse } from 'fhir/r4';
import { ageFinding, allQuestions, sexFinding } from '@shared/interview/reading';
import { screensOf, type Answer, type Answers, type Question, type Screen } from '@shared/interview/screens';

/** What was answered in an earlier interview about the same person, by question. */
export interface Known {
  answers: Answers;
  /** When it was last answered: milliseconds since 1970. */
  at: number;
}

// How long "is it so now?" stands as it was answered. An hour-old "no" says little about now.
const standsMs = 60 * 60_000;

// These ask about the complaint itself: the days of a cough are not the days of a sore throat.
const ofOneComplaint =
  /-(days|hours|weeks)$|^(worse-fast|worse-after-contact|getting-worse|began-suddenly|worst-ever|hinders-daily-life|severe-pain|painkillers-do-not-help|main-body-area|new-medicine)$/;

const staysTrue = new Set([ageFinding, sexFinding]);

/** Everything answered in these interviews; the last one is right where they differ. */
export function knownFrom(responses: QuestionnaireResponse[], at: number, before?: Known): Known {
  const answered = responses.flatMap((response) => allQuestions(screensOf(response))).filter((question) => question.answer && !ofOneComplaint.test(question.linkId));
  return { answers: { ...before?.answers, ...Object.fromEntries(answered.map((question) => [question.linkId, question.answer!])) }, at };
}

function isOffered(question: Question, answer: Answer): boolean {
  if (answer.kind === 'choice') return answer.code === 'unknown' || (question.kind === 'choice' && question.options.some((option) => option.code === answer.code));
  const number = Number(answer.number);
  if (question.kind !== 'number' || (question.wholeNumber && !Number.isInteger(number))) return false;
  return (question.least === undefined || number >= question.least) && (question.most === undefined || number <= question.most);
}

/** The answer already given to this very question, when it is one that is offered here. */
export function knownAnswer(question: Question, known: Known | undefined, now: number): Answer | undefined {
  const answer = known?.answers[question.linkId];
  if (!answer || !isOffered(question, answer)) return undefined;
  return staysTrue.has(question.linkId) || now - known!.at < standsMs ? answer : undefined;
}

/** The answers of a screen whose questions are all known, else nothing. */
export function screenKnown(screen: Screen, known: Known | undefined, now: number): Answers | undefined {
  const answers = screen.questions.map((question) => [question.linkId, knownAnswer(question, known, now)] as const);
  return answers.length > 0 && answers.every(([, answer]) => answer) ? (Object.fromEntries(answers) as Answers) : undefined;
}

/** Questions answered in both interviews, and not alike: the earlier one may need to be gone through again. */
export function differing(earlier: QuestionnaireResponse, later: QuestionnaireResponse): string[] {
  const known = knownFrom([earlier], 0).answers;
  return Object.entries(knownFrom([later], 0).answers)
    .filter(([linkId, answer]) => known[linkId] && JSON.stringify(known[linkId]) !== JSON.stringify(answer))
    .map(([linkId]) => linkId);
}
