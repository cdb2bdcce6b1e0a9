import { describe, expect, it } from 'vitest';
import { screensOf, unknown, withAnswers } from '@shared/interview/screens';
import { choiceItem, interview } from '@shared/test/interview';
import type { FiredRule } from './read';
import { isFromUnasked } from './unasked';

const rule: FiredRule = { id: 'r', level: 'urgent', reason: '', evidence: [], findings: ['fever', 'rash'], fromUnknown: true };
const asked = (answers: Parameters<typeof withAnswers>[2]) =>
  screensOf(withAnswers(interview(choiceItem('fever')), 'fever', answers)).flatMap((screen) => screen.questions);

describe('a rule that fired on what is not known', () => {
  it('comes from an answer when one of its findings was answered "don\'t know"', () => {
    expect(isFromUnasked(rule, asked({ fever: unknown }))).toBe(false);
  });

  it('comes from what was never asked when none of them was', () => {
    expect(isFromUnasked(rule, asked({ fever: { kind: 'choice', code: 'no' } }))).toBe(true);
    expect(isFromUnasked(rule, [])).toBe(true);
  });

  it('is no such rule when it fired on what is known', () => {
    expect(isFromUnasked({ ...rule, fromUnknown: false }, [])).toBe(false);
  });
});
