import { levels, type Level } from '@shared/assessment/read';
import type { Outcome } from './model';

const inMinutes: Record<string, number> = { min: 1, h: 60, d: 24 * 60 };

/** "urgent within 4 h" as a level and minutes. Nothing for what is no outcome. */
export function outcomeOf(text: string): Outcome | undefined {
  const [name, within, number, unit, ...more] = text.trim().split(/\s+/);
  const level = levels.find((one) => one === name);
  if (!level || more.length > 0) return undefined;
  if (within === undefined) return { level, text };
  const minutes = Number(number) * (inMinutes[unit ?? ''] ?? NaN);
  return within === 'within' && Number.isFinite(minutes) && minutes > 0 ? { level, minutes, text } : undefined;
}

export const sameOutcome = (one: Pick<Outcome, 'level' | 'minutes'>, other: Pick<Outcome, 'level' | 'minutes'>) => one.level === other.level && (one.minutes ?? 0) === (other.minutes ?? 0);

/** One name for outcomes that are the same however they are written. */
export const outcomeKey = (outcome: Pick<Outcome, 'level' | 'minutes'>) => `${outcome.level}-${outcome.minutes ?? 0}`;

const rank = (level: Level) => levels.indexOf(level);

/** The most urgent first. */
export const byUrgency = (one: Pick<Outcome, 'level' | 'minutes'>, other: Pick<Outcome, 'level' | 'minutes'>) =>
  rank(other.level) - rank(one.level) || (one.minutes ?? 0) - (other.minutes ?? 0);
