import { useTranslation } from 'react-i18next';
import { levels, type Level } from '@shared/assessment/read';

const shown: Level[] = [...levels].reverse();

/** How many rules of each level, as a small bar with its numbers; `most` is the longest bar of all. */
export function LevelBar({ counts, most }: { counts: Record<Level, number>; most: number }) {
  const { t } = useTranslation();
  const present = shown.filter((level) => counts[level] > 0);
  const total = present.reduce((sum, level) => sum + counts[level], 0);
  return (
    <span className="level-bar">
      <span className="level-bar__parts" aria-hidden="true" style={{ width: `${(100 * total) / Math.max(most, 1)}%` }}>
        {present.map((level) => (
          <span key={level} className={`level-bar__part level--${level}`} style={{ flexGrow: counts[level] }}>
            {counts[level]}
          </span>
        ))}
      </span>
      <span className="sr-only">{present.map((level) => `${counts[level]} ${t(`level.${level}`)}`).join(', ')}</span>
    </span>
  );
}
