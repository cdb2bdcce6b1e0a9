import type { Duration, Questionnaire } from 'fhir/r4';
import { applyPlan, type AppliedRule } from '@shared/api/apply';
import type { Assessment } from '@shared/assessment/read';
import type { Outcome, Protocol, StoredCase } from '../protocol/model';
import { outcomeOf, sameOutcome } from '../protocol/outcomes';
import { rulesOf } from '../protocol/read';
import { personOf, responseOf, type Person, type Rest } from './person';

const inMinutes: Record<string, number> = { min: 1, h: 60, d: 24 * 60 };
const minutesOf = (limit: Duration | undefined) => (limit?.value ?? 0) * (inMinutes[limit?.code ?? ''] ?? 0);

/** What the interview ended with. */
export function outcomeOfInterview({ level, timeLimit }: Assessment): Omit<Outcome, 'text'> {
  const minutes = minutesOf(timeLimit);
  return { level, ...(minutes > 0 && { minutes }) };
}

/** What the program's rules say about a person. */
export function putToPlan(person: Person, protocol: Protocol, questionnaire: Questionnaire): Promise<AppliedRule[]> {
  const rules = new Set(rulesOf(protocol).map((rule) => rule.id));
  return applyPlan(protocol.complaint, rules, responseOf(person, protocol, questionnaire));
}

export interface Verdict {
  expected?: Outcome;
  actual: AppliedRule;
  applied: AppliedRule[];
  /** Rules that the case names and that do not hold. */
  unfulfilled: string[];
  passed: boolean;
}

/** What a stored case expects when the rest is answered so. */
export const expectedOf = (stored: StoredCase, rest: Rest): Outcome | undefined => {
  const text = rest === (stored.unlisted ?? 'no') ? stored.expect : rest === 'unknown' ? stored.expectUnknown : undefined;
  return text === undefined ? undefined : outcomeOf(text);
};

function because(stored: StoredCase, rest: Rest, applied: AppliedRule[]): string[] {
  if (rest !== (stored.unlisted ?? 'no')) return [];
  const holds = new Set(applied.filter((one) => !one.notRuledOut).map((one) => one.id));
  return (stored.because ?? []).filter((rule) => !holds.has(rule));
}

/** Puts a stored case to the program's plan and compares. */
export async function judge(stored: StoredCase, rest: Rest, protocol: Protocol, questionnaire: Questionnaire): Promise<Verdict> {
  const applied = await putToPlan(personOf(stored, protocol, rest), protocol, questionnaire);
  const actual = applied[0]!;
  const expected = expectedOf(stored, rest);
  const unfulfilled = because(stored, rest, applied);
  return { actual, applied, unfulfilled, ...(expected && { expected }), passed: unfulfilled.length === 0 && (!expected || sameOutcome(expected, actual)) };
}
