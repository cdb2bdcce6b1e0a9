import type { QuestionnaireResponse, RiskAssessment } from 'fhir/r4';
import { assess } from '@shared/assessment/read';
import { nextQuestion } from '@shared/interview/ask';
import { isAnswered, screensOf, withAnswers, type Screen } from '@shared/interview/screens';
import { screenKnown, type Known } from './known';

/** Where an interview stands after the server has answered: the next question, or a level. */
export interface Standing {
  response: QuestionnaireResponse;
  assessment?: RiskAssessment;
  /** Screens that were answered with what was known, without being shown. */
  carried: string[];
}

const screensMax = 60;

/** Asks on until there is something to show: what is known already is not asked again. */
export async function ask(response: QuestionnaireResponse, known?: Known, carriedBefore: string[] = []): Promise<Standing> {
  let next = await nextQuestion(response);
  const carried = [...carriedBefore];
  for (let asked = 0; asked < screensMax && next.status !== 'completed'; ++asked) {
    const screen = screensOf(next).find((one) => !isAnswered(one));
    const answers = screen && screenKnown(screen, known, Date.now());
    if (!answers) break;
    carried.push(screen.linkId);
    next = await nextQuestion(withAnswers(next, screen.linkId, answers));
  }
  return { response: next, assessment: next.status === 'completed' ? await assess(next) : undefined, carried: [...new Set(carried)] };
}

/** The next screen to show after a step, counted from 1. Nothing when only carried screens are left. */
export function stepAfter(screens: Screen[], step: number, carried: string[]): number | undefined {
  const next = screens.findIndex((screen, index) => index >= step && !(isAnswered(screen) && carried.includes(screen.linkId)));
  return next < 0 ? undefined : next + 1;
}

/** The step that waits for an answer, counted from 1. */
export function openStep(screens: Screen[]): number | undefined {
  const open = screens.findIndex((screen) => !isAnswered(screen));
  return open < 0 ? undefined : open + 1;
}
