import { isUnknown, type Question } from '@shared/interview/screens';
import type { FiredRule } from './read';

/**
 * An interview that stops early leaves questions unasked, and rules may fire because of them. Such a rule must not be
 * told as if the person had answered "don't know".
 */
export function isFromUnasked(rule: FiredRule, asked: Question[]): boolean {
  if (!rule.fromUnknown || rule.findings.length === 0) return false;
  return !asked.some((question) => isUnknown(question.answer) && rule.findings.includes(question.linkId));
}
