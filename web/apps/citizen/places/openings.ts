import type { ClinicTime } from '@shared/api/places';

const dayMinutes = 24 * 60;
const weekMinutes = 7 * dayMinutes;

/** Whether a clinic is open, and until or from when: minutes after the midnight before Monday. */
export type Opening = { open: true; until?: number } | { open: false; from?: number };

interface Span {
  begin: number;
  end: number;
}

/** Without a beginning and an end a time lasts all day; one that ends before it begins lasts into the next day. */
function spansOf(time: ClinicTime): Span[] {
  return time.days.map((day) => {
    const begin = day * dayMinutes + (time.from ?? 0);
    const to = time.from === undefined || time.to === undefined ? dayMinutes : time.to;
    const end = day * dayMinutes + to;
    return { begin, end: end <= begin ? end + dayMinutes : end };
  });
}

/** Spans of two weeks that touch become one, so that Sunday night goes on into Monday. */
function joined(times: ClinicTime[]): Span[] {
  const week = times.flatMap(spansOf);
  const two = [...week, ...week.map((span) => ({ begin: span.begin + weekMinutes, end: span.end + weekMinutes }))];
  const before = week.map((span) => ({ begin: span.begin - weekMinutes, end: span.end - weekMinutes }));
  const all = [...before, ...two].sort((one, other) => one.begin - other.begin);
  return all.reduce<Span[]>((done, span) => {
    const last = done.at(-1);
    if (last && span.begin <= last.end) last.end = Math.max(last.end, span.end);
    else done.push({ ...span });
    return done;
  }, []);
}

export function openingAt(times: ClinicTime[], minute: number): Opening {
  const spans = joined(times);
  const now = spans.find((span) => span.begin <= minute && minute < span.end);
  if (now) return now.end - minute >= weekMinutes ? { open: true } : { open: true, until: now.end % weekMinutes };
  const next = spans.find((span) => span.begin > minute);
  return { open: false, ...(next && { from: next.begin % weekMinutes }) };
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Minutes into the week as the clocks in Norway show it, whatever the machine thinks. */
export function minuteOfWeek(instant: Date): number {
  const parts = new Intl.DateTimeFormat('en-GB', { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Oslo' }).formatToParts(instant);
  const read = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return weekdays.indexOf(read('weekday')) * dayMinutes + Number(read('hour')) * 60 + Number(read('minute'));
}

// A week that begins on a Monday, to name days by.
const someMonday = Date.UTC(2024, 0, 1);

/** "mandag kl. 16:00"; only the time when it is the same day. */
export function clockWords(minute: number, now: number, locale: string): string {
  const at = new Date(someMonday + minute * 60_000);
  const sameDay = Math.floor(minute / dayMinutes) === Math.floor(now / dayMinutes);
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'UTC' }).format(at).replace('.', ':');
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(at);
  return sameDay ? clock : `${day} ${clock}`;
}
