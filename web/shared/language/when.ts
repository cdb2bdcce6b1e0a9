import { localeOf } from './start';

const zone = 'Europe/Oslo';

/** "søndag 22. november kl. 14:05", in Norwegian time whatever the machine thinks. */
export function dateAndTime(instant: string | Date, language: string): string {
  const when = new Date(instant);
  if (Number.isNaN(when.getTime())) return '';
  return new Intl.DateTimeFormat(localeOf(language), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(when);
}

/** "22.11. 14:05": for tables. */
export function shortTime(instant: string | Date, language: string): string {
  const when = new Date(instant);
  if (Number.isNaN(when.getTime())) return '';
  return new Intl.DateTimeFormat(localeOf(language), {
    day: '2-digit',
    month: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(when);
}

export function date(day: string, language: string): string {
  const when = new Date(`${day.slice(0, 10)}T12:00:00Z`);
  if (Number.isNaN(when.getTime())) return '';
  return new Intl.DateTimeFormat(localeOf(language), { day: 'numeric', month: 'long', year: 'numeric', timeZone: zone }).format(when);
}

const minuteMs = 60_000;
const hourMinutes = 60;
const dayMinutes = 24 * hourMinutes;

/** "2 t 14 min", "35 min", "3 d 4 t": the two largest units. A negative span is given as its size. */
export function span(ms: number, language: string): string {
  const minutes = Math.floor(Math.abs(ms) / minuteMs);
  const hour = language === 'en' ? 'h' : 't';
  const days = Math.floor(minutes / dayMinutes);
  const hours = Math.floor((minutes % dayMinutes) / hourMinutes);
  if (days > 0) return hours > 0 ? `${days} d ${hours} ${hour}` : `${days} d`;
  if (hours > 0) return minutes % hourMinutes > 0 ? `${hours} ${hour} ${minutes % hourMinutes} min` : `${hours} ${hour}`;
  return `${minutes} min`;
}

/** Whole years (with decimals for those under two) between a birth date and a day. */
export function ageInYears(birthDate: string, today: Date): number | undefined {
  const born = new Date(`${birthDate.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(born.getTime()) || born > today) return undefined;
  const months =
    (today.getUTCFullYear() - born.getUTCFullYear()) * 12 +
    (today.getUTCMonth() - born.getUTCMonth()) -
    (today.getUTCDate() < born.getUTCDate() ? 1 : 0);
  return months < 24 ? Math.max(months, 0) / 12 : Math.floor(months / 12);
}
