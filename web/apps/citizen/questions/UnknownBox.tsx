import { useTranslation } from 'react-i18next';
import type { Given } from './given';

export function UnknownBox({ name, given, change }: { name: string; given: Given; change: (given: Given) => void }) {
  const { t } = useTranslation();
  return (
    <label className="choice choice--unknown">
      <input type="checkbox" name={name} checked={given.code === 'unknown'} onChange={(event) => change(event.target.checked ? { code: 'unknown' } : {})} />
      <span className="choice__words">{t('answer.unknown')}</span>
    </label>
  );
}
