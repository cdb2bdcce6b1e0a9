import { assess, readAssessment, type Assessment } from '@shared/assessment/read';
import { nextQuestion } from '@shared/interview/ask';
import { begun, isAnswered, screensOf, withAnswers, type Answer, type Answers, type Question, type Screen } from '@shared/interview/screens';
import type { Protocol } from '../protocol/model';
import { answerOf, type Person } from './person';

/** An interview held as far as the person's answers go. */
export interface Interview {
  asked: Screen[];
  /** The screen that comes next, when the person has not answered it. */
  next?: Screen;
  assessment?: Assessment;
}

const screensMax = 80;
const ageDecimals = 10_000;

// The interview takes ages with four decimals. Rounded up, "3 months" stays at least 3 months.
const ageForInterview = (years: string) => String(Math.ceil(Number(years) * ageDecimals - 1e-6) / ageDecimals);

function answerTo(question: Question, person: Person, kinds: Map<string, 'yes-no' | 'choice' | 'number'>): Answer | undefined {
  const kind = kinds.get(question.linkId) ?? 'yes-no';
  const answer = answerOf(person, { id: question.linkId, kind });
  if (answer === undefined) return undefined;
  if (kind !== 'number' || answer === 'unknown') return { kind: 'choice', code: answer };
  return { kind: 'number', number: question.linkId === 'age-years' ? ageForInterview(answer) : answer };
}

function answersTo(screen: Screen, person: Person, kinds: Map<string, 'yes-no' | 'choice' | 'number'>): Answers | undefined {
  const answers: Answers = {};
  for (const question of screen.questions) {
    const answer = answerTo(question, person, kinds);
    if (!answer) return undefined;
    answers[question.linkId] = answer;
  }
  return answers;
}

/** Asks the program as a resident would be asked, one screen at a time. */
export async function holdInterview(person: Person, protocol: Protocol, language: string): Promise<Interview> {
  const kinds = new Map(protocol.findings.map((finding) => [finding.id, finding.kind]));
  let response = await nextQuestion(begun(protocol.complaint, language));
  for (let screens = 0; response.status !== 'completed'; ++screens) {
    if (screens === screensMax) throw new Error('the interview does not end');
    const all = screensOf(response);
    const open = all.find((screen) => !isAnswered(screen));
    if (!open) throw new Error('the interview is open and asks nothing');
    const answers = answersTo(open, person, kinds);
    if (!answers) return { asked: all.filter(isAnswered), next: open };
    response = await nextQuestion(withAnswers(response, open.linkId, answers));
  }
  return { asked: screensOf(response), assessment: readAssessment(await assess(response)) };
}
