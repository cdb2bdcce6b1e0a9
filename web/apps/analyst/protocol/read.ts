import type { LibraryParts } from '@shared/api/libraries';
import type { Proof, Protocol, Rule } from './model';

/** A protocol.json of a form this page was not written for: shown wrongly, it would mislead. */
export class UnknownForm extends Error {}

const lists = ['levels', 'groups', 'findings', 'sources', 'cases', 'exceptions', 'reviewers', 'assumes', 'opening'] as const;

export function readProtocol(table: unknown): Protocol {
  const protocol = table as Protocol;
  if (protocol?.form !== 1) throw new UnknownForm(`protocol.json has the form ${String(protocol?.form)}`);
  for (const list of lists) if (!Array.isArray(protocol[list])) throw new UnknownForm(`protocol.json has no ${list}`);
  return protocol;
}

export interface Opened {
  protocol: Protocol;
  proof?: Proof;
  written: string;
}

/** A proof of other content than the protocol's proves nothing about it, and is left out. */
export function openProtocol(parts: LibraryParts): Opened {
  const protocol = readProtocol(parts.table);
  const proof = parts.proof as Proof | undefined;
  const fits = proof?.form === 1 && proof.fingerprint === protocol.fingerprint;
  return { protocol, written: parts.written, ...(fits && { proof }) };
}

export const rulesOf = (protocol: Protocol): Rule[] => protocol.levels.flatMap((level) => level.rules);

/** Where a rule comes from: the screen that everybody meets, what protocols share, or the protocol's own file. */
export type Origin = 'red-screen' | 'general' | 'own';

export function originOf(rule: Pick<Rule, 'place'>): Origin {
  const [file = ''] = rule.place.split(':');
  if (file === 'red-screen.yaml') return 'red-screen';
  return file === 'general-rules.yaml' ? 'general' : 'own';
}

/** The key of a source without its chapter: "NAKOS 16" to "NAKOS". */
export const sourceKey = (evidence: string) => evidence.split(' ')[0] ?? evidence;
