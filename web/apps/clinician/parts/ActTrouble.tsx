import { useTranslation } from 'react-i18next';
import { Refusal } from '@shared/api/request';
import { Trouble } from '@shared/frame/Trouble';
import { isTakenByOther } from '../case';

interface Props {
  error: unknown;
  /** What it most likely means here that the act was not accepted. */
  refused?: string;
}

/** Why an act on a case was not carried out. What was typed stands as it was. */
export function ActTrouble({ error, refused }: Props) {
  const { t } = useTranslation('clinician');
  const words = isTakenByOther(error) ? t('case.refused-changed') : error instanceof Refusal && error.kind === 'not-accepted' ? refused : undefined;
  if (!words) return <Trouble error={error} kept />;
  return (
    <p className="fault" role="alert">
      {words}
    </p>
  );
}
