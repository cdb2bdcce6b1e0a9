import type { QuestionnaireResponse, RiskAssessment } from 'fhir/r4';
import type { Choice } from '@shared/api/complaints';
import { levelOf, levels, readAssessment, type Assessment, type Level } from '@shared/assessment/read';
import type { Draft } from './draft';

/** A complaint that has got its advice. */
export interface Finished {
  complaint: Choice;
  response: QuestionnaireResponse;
  assessment: RiskAssessment;
}

const never = Number.MAX_SAFE_INTEGER;
const deadlineOf = (assessment: Assessment) => Date.parse(assessment.deadline ?? '') || never;

function moreUrgentFirst(one: Finished, other: Finished): number {
  const byLevel = levels.indexOf(levelOf(other.assessment)) - levels.indexOf(levelOf(one.assessment));
  return byLevel || deadlineOf(readAssessment(one.assessment)) - deadlineOf(readAssessment(other.assessment));
}

/** All that has got its advice, the most urgent first. Empty while the first interview goes on. */
export function outcomesOf(draft: Draft): Finished[] {
  const { complaint, response, assessment } = draft;
  const current = assessment ? [{ complaint, response, assessment }] : [];
  return [...current, ...(draft.earlier ?? [])].sort(moreUrgentFirst);
}

/** What the advice was before an answer was changed, when it has become another. */
export function levelBefore(draft: Draft): Level | undefined {
  if (!draft.assessment || !draft.levelShown || draft.levelShown === levelOf(draft.assessment)) return undefined;
  return draft.levelShown;
}
