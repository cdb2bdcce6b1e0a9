import type { RiskAssessment } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { systems } from '@shared/api/names';
import { interview } from '@shared/test/interview';
import type { Draft } from './draft';
import { levelBefore, outcomesOf, type Finished } from './outcomes';

const assessment = (level: string, deadline?: string): RiskAssessment => ({
  resourceType: 'RiskAssessment',
  status: 'final',
  subject: {},
  prediction: [{ qualitativeRisk: { coding: [{ system: systems.level, code: level }] }, ...(deadline && { whenPeriod: { end: deadline } }) }],
});
const finished = (code: string, level: string, deadline?: string): Finished => ({
  complaint: { system: '', code, display: code },
  response: interview(),
  assessment: assessment(level, deadline),
});
const draft = (current: Finished, ...earlier: Finished[]): Draft => ({ ...current, whom: { kind: 'self' }, earlier });
const order = (one: Draft) => outcomesOf(one).map((outcome) => outcome.complaint.code);

describe('the advice for several complaints', () => {
  it('has the most urgent first, whichever was asked about first', () => {
    expect(order(draft(finished('cough', 'selfcare'), finished('chest', 'emergency'), finished('rash', 'routine')))).toEqual(['chest', 'rash', 'cough']);
  });

  it('has the shortest time first among equals', () => {
    const late = finished('late', 'urgent', '2026-11-22T20:00:00Z');
    const soon = finished('soon', 'urgent', '2026-11-22T13:00:00Z');
    expect(order(draft(late, soon, finished('whenever', 'urgent')))).toEqual(['soon', 'late', 'whenever']);
  });

  it('is that of the others while one is still asked about', () => {
    const { assessment: _, ...asking } = draft(finished('cough', 'selfcare'), finished('rash', 'routine'));
    expect(order(asking)).toEqual(['rash']);
  });

  it('with a level that cannot be read comes first', () => {
    expect(order(draft(finished('rash', 'urgent'), finished('odd', 'purple')))).toEqual(['odd', 'rash']);
  });
});

describe('a changed level', () => {
  const now = draft(finished('cough', 'routine'));

  it('is told from what was shown', () => expect(levelBefore({ ...now, levelShown: 'urgent' })).toBe('urgent'));
  it('is not told when it is the same, or nothing was shown', () => {
    expect(levelBefore({ ...now, levelShown: 'routine' })).toBeUndefined();
    expect(levelBefore(now)).toBeUndefined();
  });
});
