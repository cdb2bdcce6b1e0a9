import type { AppliedRule } from '@shared/api/apply';
import type { Level } from '@shared/assessment/read';
import { findingsIn } from '../protocol/conditions';
import { findingGroups } from '../protocol/coverage';
import type { Outcome, Protocol, Rule, Texts } from '../protocol/model';
import { byUrgency, outcomeKey } from '../protocol/outcomes';
import { originOf, rulesOf, type Origin } from '../protocol/read';
import type { PictureInput, PictureRule } from './layout';

export interface Wishes {
  levels: Set<Level>;
  /** Screens drawn as one box. */
  closed: Set<string>;
  /** Origins whose rules are drawn as one box for each outcome. */
  bundled: Set<Origin>;
  /** Only these rules, when given. */
  only?: Set<string>;
}

export interface Speech {
  words: (texts: Texts | undefined) => string;
  outcome: (outcome: Pick<Outcome, 'level' | 'minutes'>) => string;
  alone: string;
  bundle: (bundle: string, count: number) => string;
}

const isWanted = (rule: Rule, wishes: Wishes) => wishes.levels.has(rule.outcome.level) && (!wishes.only || wishes.only.has(rule.id));

/** The whole protocol, as far as it is wanted, in the words of the reader. */
export function pictureOf(protocol: Protocol, wishes: Wishes, speech: Speech): PictureInput {
  const rules = rulesOf(protocol).filter((rule) => isWanted(rule, wishes));
  const outcomes = new Map(rules.map((rule) => [outcomeKey(rule.outcome), rule.outcome]));
  return {
    groups: findingGroups(protocol).map((group) => ({
      id: group.id,
      title: group.title ? speech.words(group.title) : speech.alone,
      closed: wishes.closed.has(group.id),
      findings: group.findings.map((finding) => ({ id: finding.id, text: speech.words(finding.present).replace(/:?\s*\{value\}.*$/, '') })),
    })),
    rules: rules.map((rule) => ({
      id: rule.id,
      text: speech.words(rule.reason),
      level: rule.outcome.level,
      outcome: outcomeKey(rule.outcome),
      uses: findingsIn(rule.when),
      ...(wishes.bundled.has(originOf(rule)) && { bundle: originOf(rule) }),
    })),
    outcomes: [...outcomes].sort(([, one], [, other]) => byUrgency(one, other)).map(([key, outcome]) => ({ key, level: outcome.level, text: speech.outcome(outcome) })),
    bundleText: speech.bundle,
  };
}

// A rule that holds leans on what was told, and on what counts by its absence; the rest of it was not needed.
function usesOf(rule: PictureRule, told: Set<string>): PictureRule['uses'] {
  const counted = rule.uses.filter((use) => told.has(use.finding) || use.negated);
  return counted.length > 0 ? counted : rule.uses;
}

/** What a person brought about: the rules that hold or were not ruled out, each leading to what it counted. */
export function pictureOfPerson(protocol: Protocol, applied: AppliedRule[], told: Set<string>, speech: Speech): PictureInput {
  const byId = new Map(applied.map((one) => [one.id, one]));
  const all = new Set<Level>(['emergency', 'urgent', 'routine', 'selfcare']);
  const counted = rulesOf(protocol).flatMap((rule) => {
    const one = byId.get(rule.id);
    return one ? [{ ...rule, outcome: { level: one.level, text: '', ...(one.minutes && { minutes: one.minutes }) } }] : [];
  });
  const levels = protocol.levels.map((level) => ({ ...level, rules: counted.filter((rule) => rule.outcome.level === level.level) }));
  const whole = pictureOf({ ...protocol, levels }, { levels: all, closed: new Set(), bundled: new Set() }, speech);
  return { ...whole, rules: whole.rules.map((rule) => (byId.get(rule.id)?.notRuledOut ? rule : { ...rule, uses: usesOf(rule, told) })) };
}
