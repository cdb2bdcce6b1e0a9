import type { LogEntry } from './entry';

export const periods = ['30', '90', '365', 'all'] as const;
export type Period = (typeof periods)[number];

/** What kind of rows: those of others first, for one's own visits tell nothing new. */
export const kinds = ['others', 'personnel', 'family', 'self', 'system', 'emergency', 'stopped', 'everything'] as const;
export type Kind = (typeof kinds)[number];

export interface Filter {
  period: Period;
  kind: Kind;
  /** Name of a person or an organisation; everybody when empty. */
  who: string;
}

export function filterIn(address: URLSearchParams): Filter {
  const period = periods.find((one) => one === address.get('tid')) ?? '90';
  const kind = kinds.find((one) => one === address.get('slag')) ?? 'others';
  return { period, kind, who: address.get('hvem') ?? '' };
}

export function addressOf({ period, kind, who }: Filter): URLSearchParams {
  return new URLSearchParams({ ...(period !== '90' && { tid: period }), ...(kind !== 'others' && { slag: kind }), ...(who && { hvem: who }) });
}

const dayMs = 24 * 60 * 60_000;

export function since(period: Period, now: Date): Date | undefined {
  return period === 'all' ? undefined : new Date(now.getTime() - Number(period) * dayMs);
}

function isOfKind(entry: LogEntry, kind: Kind): boolean {
  if (kind === 'everything') return true;
  if (kind === 'emergency') return entry.isEmergency;
  if (kind === 'stopped') return entry.wasStopped;
  // What was stopped or opened in an emergency is never hidden among one's own.
  if (kind === 'others') return entry.wasStopped || entry.isEmergency || (entry.reader !== 'self' && entry.reader !== 'system');
  return entry.reader === kind;
}

export const filtered = (entries: LogEntry[], { kind, who }: Filter) =>
  entries.filter((entry) => isOfKind(entry, kind) && (!who || entry.name === who || entry.organization === who));

/** Persons and organisations that can be chosen, by name. */
export function namesIn(entries: LogEntry[]): string[] {
  const names = new Set(entries.flatMap((entry) => [entry.isMe ? '' : entry.name, entry.organization ?? '']).filter(Boolean));
  return [...names].sort((one, other) => one.localeCompare(other, 'nb'));
}

/** How many rows of each kind of reader in each month (or week), oldest first, without gaps. */
export interface Bar {
  from: Date;
  personnel: number;
  others: number;
  self: number;
}

const weekMs = 7 * dayMs;
const barsMax = 14;

export function barsOf(entries: LogEntry[], from: Date | undefined, now: Date): Bar[] {
  const times = entries.map((entry) => Date.parse(entry.at));
  const start = from?.getTime() ?? Math.min(...times, now.getTime() - weekMs);
  const span = Math.max(weekMs, Math.ceil((now.getTime() - start) / barsMax / dayMs) * dayMs);
  const count = Math.max(1, Math.ceil((now.getTime() - start) / span));
  const first = now.getTime() - count * span;
  const bars: Bar[] = Array.from({ length: count }, (_, at) => ({ from: new Date(first + at * span), personnel: 0, others: 0, self: 0 }));
  entries.forEach((entry, at) => {
    const bar = bars[Math.min(count - 1, Math.max(0, Math.floor((times[at]! - first) / span)))]!;
    if (entry.reader === 'personnel') bar.personnel += 1;
    else if (entry.reader === 'self') bar.self += 1;
    else if (entry.reader !== 'system') bar.others += 1;
  });
  return bars;
}
