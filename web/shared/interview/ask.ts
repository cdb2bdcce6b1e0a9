import type { QuestionnaireResponse } from 'fhir/r4';
import { resourceIn } from '@shared/api/parameters';
import { post } from '@shared/api/request';

/** Asks the server for what comes next. It keeps nothing: the whole interview goes and comes. */
export async function nextQuestion(response: QuestionnaireResponse): Promise<QuestionnaireResponse> {
  return resourceIn<QuestionnaireResponse>(await post('/fhir/Questionnaire/$next-question', response), 'QuestionnaireResponse');
}
