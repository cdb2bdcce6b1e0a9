import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { localeOf } from '@shared/language/start';
import type { Bar } from './filter';

const width = 640;
const height = 150;
const gap = 6;
const label = 22;
const series = ['personnel', 'others', 'self'] as const;

/** How much there was over time, by who it was. The same numbers stand in a table beneath. */
export function LogPicture({ bars }: { bars: Bar[] }) {
  const { t: say, i18n } = useTranslation('citizen');
  const hatch = useId();
  const most = Math.max(1, ...bars.map((bar) => bar.personnel + bar.others + bar.self));
  const step = (width + gap) / bars.length;
  const day = new Intl.DateTimeFormat(localeOf(i18n.language), { day: 'numeric', month: 'short', timeZone: 'Europe/Oslo' });
  const every = Math.max(1, Math.ceil(bars.length / 4));
  const tall = (count: number) => ((height - label) * count) / most;
  return (
    <figure className="log-picture">
      <figcaption className="log-picture__caption">{say('log.picture')}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
        <defs>
          <pattern id={hatch} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="8" height="8" className="log-picture__others" />
            <rect width="3" height="8" fill="#fff" />
          </pattern>
        </defs>
        <line x1="0" x2={width} y1={height - label} y2={height - label} className="log-picture__ground" />
        {bars.map((bar, at) => {
          let top = height - label;
          return (
            <g key={at}>
              {series.map((one) => {
                const size = tall(bar[one]);
                top -= size;
                return <rect key={one} x={at * step} y={top} width={step - gap} height={size} className={`log-picture__${one}`} fill={one === 'others' ? `url(#${hatch})` : undefined} />;
              })}
              {(bars.length - 1 - at) % every === 0 && (at > 1 || bars.length === 1) && (
                <text x={(at + 1) * step - gap} y={height - 4} textAnchor="end" className="log-picture__when">
                  {day.format(bar.from)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <ul className="log-picture__legend" aria-hidden="true">
        {series.map((one) => (
          <li key={one} className={`log-picture__key log-picture__key--${one}`}>
            {say(`log.series-${one}`)}
          </li>
        ))}
      </ul>
      <details className="more">
        <summary>{say('log.as-table')}</summary>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{say('log.from-day')}</th>
              {series.map((one) => (
                <th key={one} scope="col">
                  {say(`log.series-${one}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bars.map((bar, at) => (
              <tr key={at}>
                <th scope="row">{day.format(bar.from)}</th>
                {series.map((one) => (
                  <td key={one}>{bar[one]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
