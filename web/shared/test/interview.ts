// Small interviews for tests, in the shape the contract gives them.
import type { Questionnaire, QuestionnaireItem, QuestionnaireResponse } from 'fhir/r4';
import { extension, systems } from '@shared/api/names';

export const choiceItem = (linkId: string, codes = ['yes', 'no', 'unknown'], text = linkId): QuestionnaireItem => ({
  linkId,
  text,
  type: 'choice',
  answerOption: codes.map((code) => ({ valueCoding: { system: systems.answer, code, display: code } })),
});

export const redFlagItem = (linkId: string): QuestionnaireItem => ({
  ...choiceItem(linkId),
  extension: [{ url: extension('red-flag'), valueBoolean: true }],
});

export const temperatureItem: QuestionnaireItem = {
  linkId: 'temperature',
  text: 'Hva er temperaturen?',
  type: 'quantity',
  extension: [
    { url: 'http://hl7.org/fhir/StructureDefinition/questionnaire-unit', valueCoding: { system: 'http://unitsofmeasure.org', code: 'Cel', display: '°C' } },
    { url: 'http://hl7.org/fhir/StructureDefinition/minValue', valueDecimal: 33 },
    { url: 'http://hl7.org/fhir/StructureDefinition/maxValue', valueDecimal: 43 },
  ],
};

export const groupItem = (linkId: string, ...items: QuestionnaireItem[]): QuestionnaireItem => ({ linkId, text: linkId, type: 'group', item: items });

export function interview(...items: QuestionnaireItem[]): QuestionnaireResponse {
  const asked: Questionnaire = { resourceType: 'Questionnaire', id: 'interview', status: 'active', item: items };
  return {
    resourceType: 'QuestionnaireResponse',
    status: 'in-progress',
    language: 'nb',
    contained: [asked],
    questionnaire: '#interview',
    item: items.map((item) => ({ linkId: item.linkId })),
  };
}
