import Icon from '@helsenorge/designsystem-react/components/Icon';
import { useTranslation } from 'react-i18next';
import type { Level } from '@shared/assessment/read';
import { levelIcon } from './levels';

export function LevelBadge({ level }: { level: Level }) {
  const { t } = useTranslation();
  return (
    <span className={`level-badge level--${level}`}>
      <Icon svgIcon={levelIcon[level]} size={24} color="currentColor" />
      {t(`level.${level}`)}
    </span>
  );
}
