import { describe, expect, it } from 'vitest';
import { casesByLevel, findingGroups, findingsNeverGiven, rulesByFinding, rulesWithoutCase, sourceUses } from './coverage';
import { protocol } from './example';

describe('coverage', () => {
  it('counts cases by the level they expect', () => {
    expect(casesByLevel(protocol)).toEqual({ emergency: 0, urgent: 1, routine: 0, selfcare: 1 });
  });

  it('lists own rules that no case names, and leaves shared ones out', () => {
    expect(rulesWithoutCase(protocol).map((rule) => rule.id)).toEqual(['both']);
  });

  it('takes a finding that cases only deny as never given', () => {
    expect(findingsNeverGiven(protocol).map((finding) => finding.id)).toEqual(['choking', 'rash']);
  });

  it('knows which rules lean on a source, with chapters, and puts the unread first', () => {
    const uses = sourceUses(protocol);
    expect(uses.map((use) => [use.key, use.rules.length, use.chapters, use.inSelfcare])).toEqual([
      ['NG1', 1, [], true],
      ['NAKOS', 2, ['16'], false],
    ]);
  });

  it('knows the rules of each finding', () => {
    expect(rulesByFinding(protocol).get('fever')?.map((rule) => rule.id)).toEqual(['both', 'hot']);
  });

  it('puts what is asked alone after the red screen', () => {
    expect(findingGroups(protocol).map((group) => [group.id, group.findings.length])).toEqual([
      ['red-screen', 1],
      ['alone', 3],
    ]);
  });
});
