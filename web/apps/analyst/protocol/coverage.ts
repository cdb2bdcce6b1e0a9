import { levels, type Level } from '@shared/assessment/read';
import { findingsIn } from './conditions';
import type { Finding, Protocol, Rule, Source } from './model';
import { outcomeOf } from './outcomes';
import { originOf, rulesOf, sourceKey } from './read';

/** Cases by what they expect when the rest is answered "no". */
export function casesByLevel(protocol: Protocol): Record<Level, number> {
  const counted = Object.fromEntries(levels.map((level) => [level, 0])) as Record<Level, number>;
  for (const { expect } of protocol.cases) {
    const level = expect && outcomeOf(expect)?.level;
    if (level) counted[level] += 1;
  }
  return counted;
}

/** The protocol's own rules that no case says it is because of. Shared rules have their cases elsewhere. */
export function rulesWithoutCase(protocol: Protocol): Rule[] {
  const named = new Set(protocol.cases.flatMap((one) => one.because ?? []));
  return rulesOf(protocol).filter((rule) => originOf(rule) === 'own' && !named.has(rule.id));
}

/** Findings that every case leaves at "no" or "don't know". */
export function findingsNeverGiven(protocol: Protocol): Finding[] {
  const idle = new Set(['no', 'unknown']);
  const given = new Set(protocol.cases.flatMap((one) => one.given.filter((fact) => !idle.has(fact.is)).map((fact) => fact.finding)));
  return protocol.findings.filter((finding) => !given.has(finding.id));
}

export interface SourceUse extends Source {
  rules: Rule[];
  chapters: string[];
  inSelfcare: boolean;
}

/** Each source with the rules that lean on it; those that were not read stand first. */
export function sourceUses(protocol: Protocol): SourceUse[] {
  const leansOn = (key: string) => (evidence: string) => sourceKey(evidence) === key;
  const uses = protocol.sources.map((source) => {
    const rules = rulesOf(protocol).filter((rule) => rule.evidence.some(leansOn(source.key)));
    const chapters = new Set(rules.flatMap((rule) => rule.evidence.filter(leansOn(source.key)).map((one) => one.slice(source.key.length + 1))));
    return { ...source, rules, chapters: [...chapters].filter(Boolean).sort(), inSelfcare: protocol.selfcare.evidence.some(leansOn(source.key)) };
  });
  return uses.sort((one, other) => Number(one.wasRead) - Number(other.wasRead) || other.rules.length - one.rules.length);
}

/** The rules that use each finding, by its id. */
export function rulesByFinding(protocol: Protocol): Map<string, Rule[]> {
  const found = new Map<string, Rule[]>();
  for (const rule of rulesOf(protocol))
    for (const { finding } of findingsIn(rule.when)) found.set(finding, [...(found.get(finding) ?? []), rule]);
  return found;
}

export interface FindingGroup {
  id: string;
  /** Absent for what is asked alone. */
  title?: Protocol['groups'][number]['title'];
  findings: Finding[];
}

/** Findings by the screen they are asked on; what is asked alone comes after the red screen. */
export function findingGroups(protocol: Protocol): FindingGroup[] {
  const byId = new Map(protocol.findings.map((finding) => [finding.id, finding]));
  const grouped = new Set(protocol.groups.flatMap((group) => group.findings));
  const groups = protocol.groups.map((group) => ({ ...group, findings: group.findings.flatMap((id) => byId.get(id) ?? []) }));
  const alone = protocol.findings.filter((finding) => !grouped.has(finding.id));
  if (alone.length === 0) return groups;
  const after = groups.findIndex((group) => group.id === 'red-screen') + 1;
  return [...groups.slice(0, after), { id: 'alone', findings: alone }, ...groups.slice(after)];
}
