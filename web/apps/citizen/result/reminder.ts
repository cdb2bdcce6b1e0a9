/** A calendar file with one reminder, made in the browser (RFC 5545). It says nothing of what the illness is. */
export interface Reminder {
  at: Date;
  title: string;
  text: string;
}

const lineOctetsMax = 74;

const stamp = (instant: Date) => `${instant.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
const escaped = (text: string) => text.replace(/[\\;,]/g, (mark) => `\\${mark}`).replace(/\n/g, '\\n');

/** Long lines go on in the next, which begins with a space; never in the middle of a character. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  const lines: string[] = [''];
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > lineOctetsMax) {
      lines.push(' ');
      octets = 1;
    }
    lines[lines.length - 1] += character;
    octets += size;
  }
  return lines.join('\r\n');
}

const quarterMs = 15 * 60_000;

export function calendarFile({ at, title, text }: Reminder, now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Helselos//Helselos//NO',
    'BEGIN:VEVENT',
    `UID:${now.getTime()}-${at.getTime()}@helselos.no`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(at)}`,
    `DTEND:${stamp(new Date(at.getTime() + quarterMs))}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(text)}`,
    'CLASS:PRIVATE',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'TRIGGER:PT0M',
    `DESCRIPTION:${escaped(title)}`,
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}
