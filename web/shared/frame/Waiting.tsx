import Loader from '@helsenorge/designsystem-react/components/Loader';
import { useTranslation } from 'react-i18next';

/** Shown while something is fetched. Appears after a moment (see the style), so that quick answers do not blink. */
export function Waiting() {
  const { t } = useTranslation();
  return (
    <div className="waiting" role="status">
      <Loader size="small" ariaLabel={t('wait.loading')} center />
    </div>
  );
}
