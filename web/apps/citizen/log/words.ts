import { useTranslation } from 'react-i18next';
import type { CitizenKey } from '@shared/language/start';
import type { LogEntry } from './entry';

const sentence = (text: string) => text.charAt(0).toLocaleUpperCase('nb') + text.slice(1);

/** The log in plain words. What the pages have no word for is told in the server's own, never left out. */
export function useLogWords() {
  const { t: say, i18n } = useTranslation('citizen');
  const worded = (key: string, otherwise: string, values: { record?: string } = {}): string =>
    i18n.exists(key, { ns: 'citizen' }) ? i18n.t(key as CitizenKey, { ns: 'citizen', ...values }) : otherwise;
  const recordOf = (entry: LogEntry) => (entry.record ? worded(`log.record-${entry.record}`, entry.recordText || entry.record) : say('log.something'));
  const roleOf = (entry: LogEntry) => (entry.role ? worded(`log.role-${entry.role}`, entry.roleText ?? '') : (entry.roleText ?? ''));
  return {
    who(entry: LogEntry): string {
      if (entry.isMe) return say('log.you');
      if (entry.reader === 'system') return say('log.system');
      const role = roleOf(entry);
      const isNamed = entry.name !== '' && entry.name !== entry.roleText && entry.name !== entry.role;
      return isNamed ? [entry.name, role].filter(Boolean).join(', ') : sentence(role) || say('log.somebody');
    },
    what(entry: LogEntry): string {
      const record = recordOf(entry);
      const done = worded(`log.act-${entry.act.replace('$', '')}`, say('log.act-unknown', { record }), { record });
      return entry.wasStopped ? say('log.tried', { act: done.charAt(0).toLocaleLowerCase('nb') + done.slice(1) }) : done;
    },
    why(entry: LogEntry): string {
      const purpose = entry.purpose ? worded(`log.purpose-${entry.purpose}`, entry.purposeText ?? entry.purpose) : '';
      const rules = entry.rules.map((rule) => worded(`log.rule-${rule}`, '')).filter(Boolean);
      const ground = rules.length > 0 ? rules.join('; ') : (entry.basisText ?? '');
      return [purpose, ground].filter(Boolean).map(sentence).join('. ') || say('log.why-unknown');
    },
  };
}

const time = new Intl.DateTimeFormat('nb-NO', { timeZone: 'Europe/Oslo', hour: '2-digit', minute: '2-digit' });
export const timeOf = (instant: string) => time.format(new Date(instant));
