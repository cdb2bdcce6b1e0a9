import type { CarePlan, Questionnaire, QuestionnaireResponse, RequestGroup, RequestGroupAction } from 'fhir/r4';
import { levels, type Level } from '@shared/assessment/read';
import { systems } from './names';
import { parameters } from './parameters';
import { get, post } from './request';

/** An action of the plan that applies: a rule that holds, or one that could not be ruled out. */
export interface AppliedRule {
  id: string;
  level: Level;
  minutes?: number;
  notRuledOut: boolean;
}

const notRuledOut = /-not-ruled-out$/;

/** "x-not-ruled-out" is the rule x that was not ruled out, unless a rule has that very name. */
export function ruleOf(action: string, rules: Set<string>): Pick<AppliedRule, 'id' | 'notRuledOut'> {
  return rules.has(action) ? { id: action, notRuledOut: false } : { id: action.replace(notRuledOut, ''), notRuledOut: notRuledOut.test(action) };
}

function appliedOf(action: RequestGroupAction, rules: Set<string>): AppliedRule {
  const code = action.code?.flatMap((one) => one.coding ?? []).find((coding) => coding.system === systems.level)?.code;
  const level = levels.find((one) => one === code);
  if (!level) throw new Error(`the plan holds an action of no known level: ${code}`);
  const minutes = action.timingDuration?.value;
  return { ...ruleOf(action.id ?? '', rules), level, ...(minutes && { minutes }) };
}

/** What the protocol's PlanDefinition, which has these rules, says about the answers; the most urgent first. Throws when it says nothing. */
export async function applyPlan(complaint: string, rules: Set<string>, data: QuestionnaireResponse): Promise<AppliedRule[]> {
  const plan = await post<CarePlan>(`/fhir/PlanDefinition/${encodeURIComponent(complaint)}/$apply`, parameters({ name: 'data', resource: data }));
  const group = plan.contained?.find((one): one is RequestGroup => one.resourceType === 'RequestGroup');
  const applied = (group?.action ?? []).map((action) => appliedOf(action, rules));
  if (applied.length === 0) throw new Error('no action of the plan applies');
  return applied;
}

export const readQuestionnaire = (complaint: string) => get<Questionnaire>(`/fhir/Questionnaire/${encodeURIComponent(complaint)}`);
