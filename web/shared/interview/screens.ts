import type {
  Coding,
  Extension,
  Questionnaire,
  QuestionnaireItem,
  QuestionnaireResponse,
  QuestionnaireResponseItem,
  QuestionnaireResponseItemAnswer,
} from 'fhir/r4';
import { extension, questionnaire, systems } from '@shared/api/names';

/** What a person answered: one of the offered codes (always with "unknown" among them), or a number as a decimal text. */
export type Answer = { kind: 'choice'; code: string } | { kind: 'number'; number: string };

export interface Option {
  code: string;
  display: string;
}

export interface Question {
  linkId: string;
  text: string;
  help: string;
  redFlag: boolean;
  kind: 'choice' | 'number' | 'not-known';
  options: Option[];
  unit: string;
  wholeNumber: boolean;
  /** LOINC codes of what is measured. */
  measures: string[];
  /** May be left empty, which says "don't know": a measurement that not everybody can make. */
  optional: boolean;
  least?: number;
  most?: number;
  answer?: Answer;
}

/** One screen of the interview: a question alone, or a group shown together. */
export interface Screen {
  linkId: string;
  text: string;
  help: string;
  form: 'question' | 'group' | 'checklist';
  questions: Question[];
}

export const unknown: Answer = { kind: 'choice', code: 'unknown' };
export const isUnknown = (answer: Answer | undefined) => answer?.kind === 'choice' && answer.code === 'unknown';

const standard = (name: string) => `http://hl7.org/fhir/StructureDefinition/${name}`;
const found = (extensions: Extension[] | undefined, url: string) => extensions?.find((one) => one.url === url);

export function interviewOf(response: QuestionnaireResponse): Questionnaire | undefined {
  return response.contained?.find((one) => one.resourceType === 'Questionnaire') as Questionnaire | undefined;
}

/** "Don't know" to a number: a value of its type that is none, and says why. */
function saysUnknown(answer: QuestionnaireResponseItemAnswer): boolean {
  const element = answer.valueQuantity ?? answer._valueDecimal ?? answer._valueInteger;
  const why = found(element?.extension, standard('data-absent-reason'))?.valueCode;
  return why === 'asked-unknown' || why === 'unknown';
}

function answerIn(answers: QuestionnaireResponseItemAnswer[] | undefined): Answer | undefined {
  const answer = answers?.[0];
  if (!answer) return undefined;
  if (answer.valueCoding?.code) return { kind: 'choice', code: answer.valueCoding.code };
  const number = answer.valueQuantity?.value ?? answer.valueDecimal ?? answer.valueInteger;
  if (number !== undefined) return { kind: 'number', number: String(number) };
  return saysUnknown(answer) ? unknown : undefined;
}

function boundIn(item: QuestionnaireItem, name: string): number | undefined {
  const bound = found(item.extension, standard(name));
  return bound?.valueDecimal ?? bound?.valueInteger ?? bound?.valueQuantity?.value;
}

function unitCoding(item: QuestionnaireItem): Coding | undefined {
  return found(item.extension, standard('questionnaire-unit'))?.valueCoding ?? found(item.extension, standard('questionnaire-unitOption'))?.valueCoding;
}

const kinds: Record<string, Question['kind']> = { choice: 'choice', quantity: 'number', integer: 'number', decimal: 'number' };

const helpOf = (item: QuestionnaireItem) => found(item.extension, extension('help'))?.valueMarkdown ?? '';

function questionOf(item: QuestionnaireItem, given: QuestionnaireResponseItem | undefined): Question {
  const unit = unitCoding(item);
  return {
    linkId: item.linkId,
    text: item.text ?? item.linkId,
    help: helpOf(item),
    redFlag: found(item.extension, extension('red-flag'))?.valueBoolean === true,
    kind: kinds[item.type] ?? 'not-known',
    options: (item.answerOption ?? []).map((option) => ({
      code: option.valueCoding?.code ?? '',
      display: option.valueCoding?.display ?? option.valueCoding?.code ?? '',
    })),
    unit: unit?.display ?? unit?.code ?? '',
    wholeNumber: item.type === 'integer' || found(item.extension, standard('maxDecimalPlaces'))?.valueInteger === 0,
    measures: (item.code ?? []).filter((code) => code.system === systems.loinc).map((code) => code.code ?? ''),
    optional: item.required === false,
    least: boundIn(item, 'minValue'),
    most: boundIn(item, 'maxValue'),
    answer: answerIn(given?.answer),
  };
}

const yesAndNo = (question: Question) =>
  question.kind === 'choice' && question.options.every((option) => ['yes', 'no', 'unknown'].includes(option.code));

function screenOf(item: QuestionnaireItem, given: QuestionnaireResponseItem | undefined): Screen {
  const common = { linkId: item.linkId, text: item.text ?? '', help: helpOf(item) };
  if (item.type !== 'group') return { ...common, form: 'question', questions: [questionOf(item, given)] };
  const questions = (item.item ?? []).map((child) =>
    questionOf(child, given?.item?.find((one) => one.linkId === child.linkId)),
  );
  return { ...common, form: questions.every(yesAndNo) ? 'checklist' : 'group', questions };
}

/** The screens so far, in the order they were asked, with the answers that are given. */
export function screensOf(response: QuestionnaireResponse): Screen[] {
  const asked = (interviewOf(response)?.item ?? []).filter((item) => item.type !== 'display');
  return asked.map((item) => screenOf(item, response.item?.find((one) => one.linkId === item.linkId)));
}

export const isAnswered = (screen: Screen) => screen.questions.every((question) => question.answer !== undefined);

export function begun(complaint: string, language: string): QuestionnaireResponse {
  const interview: Questionnaire = { resourceType: 'Questionnaire', id: 'interview', status: 'active', derivedFrom: [questionnaire(complaint)] };
  return {
    resourceType: 'QuestionnaireResponse',
    status: 'in-progress',
    language,
    contained: [interview],
    questionnaire: '#interview',
    item: [],
  };
}

export interface Progress {
  answered: number;
  atMostLeft: number;
}

export function progressOf(response: QuestionnaireResponse): Progress | undefined {
  const progress = found(response.extension, extension('interview-progress'));
  const answered = found(progress?.extension, 'answered')?.valueInteger;
  const atMostLeft = found(progress?.extension, 'at-most-left')?.valueInteger;
  return answered === undefined || atMostLeft === undefined ? undefined : { answered, atMostLeft };
}

function choiceCoding(item: QuestionnaireItem, code: string): Coding {
  const offered = item.answerOption?.find((option) => option.valueCoding?.code === code)?.valueCoding;
  return offered ?? { system: systems.answer, code };
}

function unknownOf(type: string): QuestionnaireResponseItemAnswer {
  const none = { extension: [{ url: standard('data-absent-reason'), valueCode: 'asked-unknown' }] };
  if (type === 'integer') return { _valueInteger: none };
  return type === 'decimal' ? { _valueDecimal: none } : { valueQuantity: none };
}

function valueOf(item: QuestionnaireItem, answer: Answer): QuestionnaireResponseItemAnswer {
  if (isUnknown(answer) && item.type !== 'choice') return unknownOf(item.type);
  if (answer.kind === 'choice') return { valueCoding: choiceCoding(item, answer.code) };
  const number = Number(answer.number);
  if (item.type === 'integer') return { valueInteger: number };
  if (item.type === 'decimal') return { valueDecimal: number };
  const unit = unitCoding(item);
  return { valueQuantity: { value: number, ...(unit && { unit: unit.display ?? unit.code, system: unit.system, code: unit.code }) } };
}

export type Answers = Record<string, Answer>;

function answeredItem(item: QuestionnaireItem, given: QuestionnaireResponseItem | undefined, answers: Answers): QuestionnaireResponseItem {
  if (item.type === 'group') {
    const children = (item.item ?? []).map((child) =>
      answeredItem(child, given?.item?.find((one) => one.linkId === child.linkId), answers),
    );
    return { ...(given ?? { linkId: item.linkId }), item: children };
  }
  const answer = answers[item.linkId];
  if (!answer) return given ?? { linkId: item.linkId };
  return { ...(given ?? { linkId: item.linkId }), answer: [valueOf(item, answer)] };
}

/** The same interview with the answers of one screen given (or given anew). Nothing else changes. */
export function withAnswers(response: QuestionnaireResponse, screen: string, answers: Answers): QuestionnaireResponse {
  const asked = interviewOf(response)?.item ?? [];
  const wanted = asked.find((item) => item.linkId === screen);
  if (!wanted) return response;
  const given = response.item ?? [];
  const fresh = answeredItem(wanted, given.find((one) => one.linkId === screen), answers);
  const items = given.some((one) => one.linkId === screen) ? given.map((one) => (one.linkId === screen ? fresh : one)) : [...given, fresh];
  return { ...response, status: 'in-progress', item: items };
}

/** Whether these answers say anything else than what the screen already holds. */
export const changes = (screen: Screen, answers: Answers) =>
  screen.questions.some((question) => JSON.stringify(question.answer) !== JSON.stringify(answers[question.linkId]));
