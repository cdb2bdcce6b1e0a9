import type { Duration, Extension, QuestionnaireResponse, RiskAssessment } from 'fhir/r4';
import { extension, systems } from '@shared/api/names';
import { resourceIn } from '@shared/api/parameters';
import { post } from '@shared/api/request';

export const levels = ['selfcare', 'routine', 'urgent', 'emergency'] as const;
export type Level = (typeof levels)[number];

export type AdviceKind = 'now' | 'where' | 'self-care' | 'avoid-medicine' | 'safety-net' | 'worse';

export interface Advice {
  kind: AdviceKind;
  text: string;
  phone?: string;
}

export interface FiredRule {
  id: string;
  level: Level;
  reason: string;
  evidence: string[];
  findings: string[];
  /** It fired because something was not known. */
  fromUnknown: boolean;
}

/** A severity assessment as it is shown. */
export interface Assessment {
  level: Level;
  headline: string;
  complaint: string;
  assessed: string;
  timeLimit?: Duration;
  deadline?: string;
  contentVersion: string;
  review: 'draft' | 'reviewed' | 'approved';
  rules: FiredRule[];
  denied: string[];
  unknowns: string[];
  advice: Advice[];
  sources: string[];
}

const parts = (holder: { extension?: Extension[] }, name: string) =>
  (holder.extension ?? []).filter((one) => one.url === extension(name) || one.url === name);
const texts = (holder: { extension?: Extension[] }, name: string) =>
  parts(holder, name).map((one) => one.valueString ?? one.valueMarkdown ?? one.valueCode ?? '').filter(Boolean);
const text = (holder: { extension?: Extension[] }, name: string) => texts(holder, name)[0] ?? '';

const isLevel = (code: string | undefined): code is Level => levels.some((level) => level === code);

/** A level that cannot be read is shown as the highest: what is not understood must not calm anyone. */
const levelOr = (code: string | undefined): Level => (isLevel(code) ? code : 'emergency');

export function levelOf(assessment: RiskAssessment): Level {
  const codings = assessment.prediction?.[0]?.qualitativeRisk?.coding ?? [];
  return levelOr(codings.find((coding) => coding.system === systems.level)?.code);
}

function ruleOf(rule: Extension): FiredRule {
  return {
    id: text(rule, 'id'),
    level: levelOr(text(rule, 'level')),
    reason: text(rule, 'reason'),
    evidence: texts(rule, 'evidence'),
    findings: texts(rule, 'finding'),
    fromUnknown: text(rule, 'held') === 'unknown',
  };
}

function adviceOf(advice: Extension): Advice {
  const phone = text(advice, 'phone');
  return { kind: text(advice, 'kind') as AdviceKind, text: text(advice, 'text'), ...(phone && { phone }) };
}

export function readAssessment(resource: RiskAssessment): Assessment {
  const prediction = resource.prediction?.[0];
  return {
    level: levelOf(resource),
    headline: prediction?.rationale ?? '',
    complaint: resource.code?.text ?? resource.code?.coding?.[0]?.display ?? '',
    assessed: resource.occurrenceDateTime ?? '',
    timeLimit: parts(resource, 'time-limit')[0]?.valueDuration,
    deadline: prediction?.whenPeriod?.end,
    contentVersion: text(resource, 'content-version'),
    review: (text(resource, 'content-review') || 'draft') as Assessment['review'],
    rules: parts(resource, 'fired-rule').map(ruleOf),
    denied: texts(resource, 'decisive-negative'),
    unknowns: texts(resource, 'unknown-finding'),
    advice: parts(resource, 'advice').map(adviceOf),
    sources: texts(resource, 'source'),
  };
}

export const ofKind = (assessment: Assessment, kind: AdviceKind) => assessment.advice.filter((one) => one.kind === kind);

/** Asks the server for the level of a completed interview. */
export async function assess(response: QuestionnaireResponse): Promise<RiskAssessment> {
  return resourceIn<RiskAssessment>(await post('/fhir/QuestionnaireResponse/$assess', response), 'RiskAssessment');
}
