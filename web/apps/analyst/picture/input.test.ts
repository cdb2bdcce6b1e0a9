import { describe, expect, it } from 'vitest';
import { protocol } from '../protocol/example';
import { pictureOf, pictureOfPerson, type Speech, type Wishes } from './input';

const speech: Speech = { words: (texts) => texts?.nb ?? '', outcome: ({ level, minutes }) => `${level} ${minutes ?? 0}`, alone: 'Alene', bundle: (_, count) => `${count} regler` };
const wishes: Wishes = { levels: new Set(['emergency', 'urgent']), closed: new Set(['red-screen']), bundled: new Set(['red-screen']) };

describe('the picture of a protocol', () => {
  it('has every rule with its findings, and every outcome once, the most urgent first', () => {
    const picture = pictureOf(protocol, wishes, speech);
    expect(picture.rules.map((rule) => [rule.id, rule.outcome, rule.uses.map((use) => use.finding), rule.bundle])).toEqual([
      ['red', 'emergency-0', ['choking'], 'red-screen'],
      ['both', 'emergency-0', ['fever', 'rash'], undefined],
      ['hot', 'urgent-240', ['fever'], undefined],
    ]);
    expect(picture.outcomes.map((outcome) => outcome.text)).toEqual(['emergency 0', 'urgent 240']);
    expect(picture.groups.map((group) => [group.title, group.closed])).toEqual([['Nå?', true], ['Alene', false]]);
  });

  it('leaves out the levels that are not wanted', () => {
    expect(pictureOf(protocol, { ...wishes, levels: new Set(['urgent']) }, speech).rules.map((rule) => rule.id)).toEqual(['hot']);
  });
});

describe('the picture of a person', () => {
  it('leads each rule to the level it counted, which is another when it was not ruled out', () => {
    const applied = [{ id: 'both', level: 'urgent' as const, minutes: 60, notRuledOut: true }, { id: 'hot', level: 'urgent' as const, minutes: 240, notRuledOut: false }];
    const picture = pictureOfPerson(protocol, applied, new Set(['fever']), speech);
    expect(picture.rules.map((rule) => [rule.id, rule.outcome])).toEqual([['both', 'urgent-60'], ['hot', 'urgent-240']]);
  });

  it('shows of a rule that holds only what was told', () => {
    const applied = [{ id: 'both', level: 'emergency' as const, notRuledOut: false }];
    expect(pictureOfPerson(protocol, applied, new Set(['fever']), speech).rules[0]?.uses.map((use) => use.finding)).toEqual(['fever']);
  });
});
