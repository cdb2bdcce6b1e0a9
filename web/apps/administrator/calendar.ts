import type { SealedDay } from './house';

export type Seal = 'signed' | 'sealed' | 'unsealed' | 'none';

export interface Cell {
  date: string;
  day: number;
  rows: number;
  seal: Seal;
  /** How full the day is beside the fullest one, 0 to 1. */
  share: number;
}

export interface Month {
  /** As 2026-11. */
  month: string;
  /** Weeks from Monday; a place without a day is empty. */
  weeks: (Cell | undefined)[][];
}

const weekDays = 7;
const dayMs = 86_400_000;

const sealOf = (day: SealedDay | undefined): Seal => (!day || (day.rows === 0 && !day.seal) ? 'none' : day.signedBy ? 'signed' : day.seal ? 'sealed' : 'unsealed');

const daysOf = (month: string) => {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number, 0)).getUTCDate();
};

/** 0 is Monday. */
const weekDayOf = (date: string) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % weekDays;

function monthOf(month: string, days: Map<string, SealedDay>, most: number): Month {
  const places: (Cell | undefined)[] = new Array<Cell | undefined>(weekDayOf(`${month}-01`)).fill(undefined);
  for (let day = 1; day <= daysOf(month); ++day) {
    const date = `${month}-${String(day).padStart(2, '0')}`;
    const found = days.get(date);
    places.push({ date, day, rows: found?.rows ?? 0, seal: sealOf(found), share: most > 0 ? (found?.rows ?? 0) / most : 0 });
  }
  const weeks: Month['weeks'] = [];
  for (let at = 0; at < places.length; at += weekDays) weeks.push(Array.from({ length: weekDays }, (_, day) => places[at + day]));
  return { month, weeks };
}

function nextMonth(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

/** The months from the first day with rows to the last, the newest first, at most so many. */
export function monthsOf(days: SealedDay[], monthsMax: number): Month[] {
  const first = days[0]?.date.slice(0, 7);
  const last = days.at(-1)?.date.slice(0, 7);
  if (!first || !last) return [];
  const byDate = new Map(days.map((day) => [day.date, day]));
  const most = Math.max(...days.map((day) => day.rows));
  const months: string[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month);
  return months.slice(-monthsMax).reverse().map((month) => monthOf(month, byDate, most));
}

/** Days that are over (in UTC, as the log counts) and have rows, yet no seal: somebody should look at them. */
export const unsealedBefore = (days: SealedDay[], now: Date) => {
  const today = new Date(Math.floor(now.getTime() / dayMs) * dayMs).toISOString().slice(0, 10);
  return days.filter((day) => day.date < today && sealOf(day) === 'unsealed');
};

export { sealOf };
