import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { kinds, periods, type Filter } from './filter';

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: { value: T; text: string }[];
  change: (value: T) => void;
}

function Choice<T extends string>({ label, value, options, change }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <select id={id} className="text-field" value={value} onChange={(event) => change(event.target.value as T)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </div>
  );
}

export function LogFilter({ filter, names, change }: { filter: Filter; names: string[]; change: (more: Partial<Filter>) => void }) {
  const { t: say } = useTranslation('citizen');
  const offered = filter.who && !names.includes(filter.who) ? [filter.who, ...names] : names;
  const said = [say(`log.period-${filter.period}`), say(`log.kind-${filter.kind}`), filter.who].filter(Boolean).join(', ');
  return (
    <details className="log-filter">
      <summary>
        {say('log.choose')} <span className="quiet">{said}</span>
      </summary>
      <div className="log-filter__fields">
      <Choice label={say('log.period')} value={filter.period} options={periods.map((value) => ({ value, text: say(`log.period-${value}`) }))} change={(period) => change({ period })} />
      <Choice label={say('log.kind')} value={filter.kind} options={kinds.map((value) => ({ value, text: say(`log.kind-${value}`) }))} change={(kind) => change({ kind })} />
      <Choice label={say('log.who')} value={filter.who} options={[{ value: '', text: say('log.everybody') }, ...offered.map((value) => ({ value, text: value }))]} change={(who) => change({ who })} />
      </div>
    </details>
  );
}
