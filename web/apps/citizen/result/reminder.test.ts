import { describe, expect, it } from 'vitest';
import { calendarFile } from './reminder';

const now = new Date('2026-11-22T12:00:00Z');
const file = calendarFile({ at: new Date('2026-11-25T12:00:00Z'), title: 'Hvordan går det?', text: 'Er det bedre, verre; eller likt?\nSvar på nytt i Helselos, eller ring 116117 når som helst på døgnet.' }, now);

describe('the calendar file', () => {
  it('has the time, in every time zone', () => {
    expect(file).toContain('DTSTART:20261125T120000Z\r\n');
    expect(file).toContain('DTEND:20261125T121500Z\r\n');
    expect(file).toContain('TRIGGER:PT0M\r\n');
  });

  it('keeps commas, semicolons and line breaks as text', () => {
    expect(file.replaceAll('\r\n ', '')).toContain('Er det bedre\\, verre\\; eller likt?\\nSvar');
  });

  it('has no line of more than 75 octets, and ends every line as calendars want', () => {
    for (const line of file.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(file.replaceAll('\r\n', '')).not.toContain('\n');
    expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
  });
});
