import classNames from 'classnames';
import { useTranslation } from 'react-i18next';
import { levels, type Level } from '@shared/assessment/read';

/** The four levels in a row, with the one that applies marked by weight, arrow and words. */
export function SeverityScale({ level }: { level: Level }) {
  const { t } = useTranslation();
  return (
    <ol className="scale" aria-label={t('level.scale')}>
      {levels.map((one) => (
        <li key={one} className={classNames('scale__step', `level--${one}`, { 'scale__step--here': one === level })} aria-current={one === level || undefined}>
          <span className="scale__bar" aria-hidden="true" />
          <span className="scale__word">{t(`level.${one}`)}</span>
          {one === level && <span className="sr-only"> ({t('level.here')})</span>}
        </li>
      ))}
    </ol>
  );
}
