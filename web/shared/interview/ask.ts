import type { Parameters, QuestionnaireResponse } from 'fhir/r4';
import { part } from '@shared/api/parameters';
import { post } from '@shared/api/request';

/** Asks the server for what comes next. It keeps nothing: the whole interview goes and comes. */
export async function nextQuestion(response: QuestionnaireResponse): Promise<QuestionnaireResponse> {
  const answer = await post<QuestionnaireResponse | Parameters>('/fhir/Questionnaire/$next-question', response);
  if (answer.resourceType === 'QuestionnaireResponse') return answer;
  const inside = part(answer, 'questionnaire-response')?.resource;
  if (inside?.resourceType !== 'QuestionnaireResponse') throw new Error('the answer holds no interview');
  return inside;
}
