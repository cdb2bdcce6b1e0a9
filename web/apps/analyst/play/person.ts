import type { Questionnaire, QuestionnaireItem, QuestionnaireResponse, QuestionnaireResponseItem, QuestionnaireResponseItemAnswer } from 'fhir/r4';
import { systems } from '@shared/api/names';
import type { Finding, Protocol, StoredCase } from '../protocol/model';

/** How what is not listed is answered. "no" is for yes-no questions; numbers and choices are then not known. */
export type Rest = 'no' | 'unknown' | 'open';

export interface Person {
  /** By finding: yes, no, unknown, the id of a choice, or a number as a decimal text. */
  answers: Record<string, string>;
  rest: Rest;
}

const perYear: Record<string, number> = { month: 1 / 12, week: 7 / 365.25, day: 1 / 365.25, year: 1 };

/** "2 months" as years; six decimals, cut as the engine does. Anything else is left as it is. */
export function numberWritten(is: string): string {
  const [number = '', unit] = is.trim().split(/\s+/);
  const share = unit === undefined ? undefined : perYear[unit.replace(/s$/, '')];
  if (share === undefined) return is;
  const million = 1_000_000;
  // The last digits of a division in binary must not take a whole millionth away.
  return String(Math.floor(Number(number) * share * million + 1e-6) / million);
}

export function personOf(stored: StoredCase, protocol: Protocol, rest: Rest): Person {
  const kinds = new Map(protocol.findings.map((finding) => [finding.id, finding.kind]));
  const answers = stored.given.map(({ finding, is }) => [finding, kinds.get(finding) === 'number' ? numberWritten(is) : is]);
  return { answers: Object.fromEntries(answers), rest };
}

/** The answer to one finding; nothing when it is left open. */
export function answerOf(person: Person, finding: Pick<Finding, 'id' | 'kind'>): string | undefined {
  const given = person.answers[finding.id];
  if (given !== undefined && given !== '') return given;
  if (person.rest === 'open') return undefined;
  return person.rest === 'no' && finding.kind === 'yes-no' ? 'no' : 'unknown';
}

function itemsBelow(items: QuestionnaireItem[] = []): QuestionnaireItem[] {
  return items.flatMap((item) => [item, ...itemsBelow(item.item)]);
}

function valueOf(item: QuestionnaireItem, answer: string): QuestionnaireResponseItemAnswer | undefined {
  if (item.type === 'choice') return { valueCoding: { system: systems.answer, code: answer } };
  // A number that is not known is no answer to the plan.
  const number = Number(answer);
  if (Number.isNaN(number)) return undefined;
  if (item.type === 'integer') return { valueInteger: number };
  return item.type === 'decimal' ? { valueDecimal: number } : { valueQuantity: { value: number } };
}

/** All of the person's answers at once, for the plan. */
export function responseOf(person: Person, protocol: Protocol, questionnaire: Questionnaire): QuestionnaireResponse {
  const byId = new Map(itemsBelow(questionnaire.item).map((item) => [item.linkId, item]));
  const item = protocol.findings.flatMap((finding): QuestionnaireResponseItem[] => {
    const question = byId.get(finding.id);
    const answer = answerOf(person, finding);
    const value = question && answer !== undefined ? valueOf(question, answer) : undefined;
    return value ? [{ linkId: finding.id, answer: [value] }] : [];
  });
  return { resourceType: 'QuestionnaireResponse', status: 'completed', item };
}
