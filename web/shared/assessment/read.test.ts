import type { RiskAssessment } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { extension, systems } from '@shared/api/names';
import { readAssessment } from './read';

const assessment = (more: Partial<RiskAssessment> = {}): RiskAssessment => ({
  resourceType: 'RiskAssessment',
  status: 'final',
  subject: {},
  prediction: [
    {
      qualitativeRisk: { coding: [{ system: systems.level, code: 'urgent' }] },
      rationale: 'Ring legevakten',
      whenPeriod: { start: '2026-11-22T08:00:00Z', end: '2026-11-22T12:00:00Z' },
    },
  ],
  ...more,
});

describe('an assessment', () => {
  it('has its level, headline and time limit', () => {
    expect(readAssessment(assessment())).toMatchObject({ level: 'urgent', headline: 'Ring legevakten', deadline: '2026-11-22T12:00:00Z' });
  });

  it('with a level that cannot be read is shown as the highest', () => {
    expect(readAssessment(assessment({ prediction: [{ qualitativeRisk: { coding: [{ system: systems.level, code: 'new-level' }] } }] })).level).toBe('emergency');
    expect(readAssessment(assessment({ prediction: [] })).level).toBe('emergency');
    expect(readAssessment(assessment({ prediction: [{ qualitativeRisk: { coding: [{ system: 'urn:other', code: 'selfcare' }] } }] })).level).toBe('emergency');
  });

  it('tells the rules that fired, with what made them', () => {
    const rule = [
      { url: 'id', valueString: 'r1' },
      { url: 'level', valueCode: 'urgent' },
      { url: 'reason', valueString: 'Du kan ikke gape' },
      { url: 'evidence', valueString: 'NICE NG84' },
      { url: 'finding', valueString: 'cannot-open-mouth' },
      { url: 'finding', valueString: 'fever' },
    ];
    expect(readAssessment(assessment({ extension: [{ url: extension('fired-rule'), extension: rule }] })).rules).toEqual([
      { id: 'r1', level: 'urgent', reason: 'Du kan ikke gape', evidence: ['NICE NG84'], findings: ['cannot-open-mouth', 'fever'], fromUnknown: false },
    ]);
  });

  it('tells when a rule fired only because something was not known', () => {
    const rule = [{ url: 'level', valueCode: 'urgent' }, { url: 'held', valueCode: 'unknown' }];
    expect(readAssessment(assessment({ extension: [{ url: extension('fired-rule'), extension: rule }] })).rules[0]?.fromUnknown).toBe(true);
  });

  it('keeps the advice in its order, with the number to call', () => {
    const advice = (kind: string, phone?: string) => ({
      url: extension('advice'),
      extension: [{ url: 'kind', valueCode: kind }, { url: 'text', valueMarkdown: `om ${kind}` }, ...(phone ? [{ url: 'phone', valueString: phone }] : [])],
    });
    expect(readAssessment(assessment({ extension: [advice('now', '116117'), advice('worse')] })).advice).toEqual([
      { kind: 'now', text: 'om now', phone: '116117' },
      { kind: 'worse', text: 'om worse' },
    ]);
  });

  it('without a review is a draft', () => {
    expect(readAssessment(assessment()).review).toBe('draft');
  });
});
