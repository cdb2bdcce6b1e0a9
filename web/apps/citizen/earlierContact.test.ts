import type { RiskAssessment } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { systems } from '@shared/api/names';
import { newestOf } from './earlierContact';

const assessment = (complaint: string, occurrenceDateTime?: string, level = 'urgent'): RiskAssessment => ({
  resourceType: 'RiskAssessment',
  status: 'final',
  subject: {},
  code: { coding: [{ system: systems.complaint, code: complaint }] },
  occurrenceDateTime,
  prediction: [{ qualitativeRisk: { coding: [{ system: systems.level, code: level }] } }],
});

describe('an earlier contact about the same', () => {
  it('is the newest assessment of this complaint', () => {
    const found = newestOf(
      [assessment('cough', '2026-11-20T10:00:00Z'), assessment('fever', '2026-11-18T10:00:00Z', 'routine'), assessment('fever', '2026-11-10T10:00:00Z')],
      'fever',
    );
    expect(found).toEqual({ assessed: '2026-11-18T10:00:00Z', level: 'routine' });
  });

  it('is not there when only other complaints were assessed', () => {
    expect(newestOf([assessment('cough', '2026-11-20T10:00:00Z')], 'fever')).toBeUndefined();
  });

  it('is not there when nobody knows when it was', () => {
    expect(newestOf([assessment('fever')], 'fever')).toBeUndefined();
  });

  it('shows a level it cannot read as the highest', () => {
    expect(newestOf([assessment('fever', '2026-11-20T10:00:00Z', 'new-level')], 'fever')?.level).toBe('emergency');
  });
});
