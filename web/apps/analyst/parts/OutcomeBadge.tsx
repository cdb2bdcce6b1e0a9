import Icon from '@helsenorge/designsystem-react/components/Icon';
import { useTranslation } from 'react-i18next';
import { span } from '@shared/language/when';
import { levelIcon } from '@shared/parts/levels';
import type { Outcome } from '../protocol/model';

const minuteMs = 60_000;
// "4 t" stays on one line.
const hardSpace = '\u00a0';

/** "Haster innen 4 t". */
export function useOutcomeWords() {
  const { t, i18n } = useTranslation();
  const { t: say } = useTranslation('analyst');
  return ({ level, minutes }: Pick<Outcome, 'level' | 'minutes'>) => {
    const name = t(`level.${level}`);
    return minutes ? say('outcome.within', { level: name, span: span(minutes * minuteMs, i18n.language).replaceAll(' ', hardSpace) }) : name;
  };
}

/** A level with its time limit: sign, word and colour. */
export function OutcomeBadge({ outcome, quiet }: { outcome: Pick<Outcome, 'level' | 'minutes'>; quiet?: boolean }) {
  const words = useOutcomeWords();
  return (
    <span className={`level-badge outcome level--${outcome.level}${quiet ? ' outcome--quiet' : ''}`}>
      <Icon svgIcon={levelIcon[outcome.level]} size={24} color="currentColor" />
      {words(outcome)}
    </span>
  );
}
