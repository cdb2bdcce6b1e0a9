import Icon from '@helsenorge/designsystem-react/components/Icon';
import AlarmClock from '@helsenorge/designsystem-react/components/Icons/AlarmClock';
import AlertSignFill from '@helsenorge/designsystem-react/components/Icons/AlertSignFill';
import { useTranslation } from 'react-i18next';
import { span } from '@shared/language/when';

const soonMs = 60 * 60_000;
const minuteMs = 60_000;

/** How long until the time limit. Passed and soon are told by words and icon, colour only helps. */
export function TimeLeft({ end, now }: { end: string | undefined; now: Date }) {
  const { t, i18n } = useTranslation();
  if (!end) return <span className="quiet">{t('worklist.no-limit')}</span>;
  const left = new Date(end).getTime() - now.getTime();
  const words = span(left, i18n.language);
  if (left < 0) {
    return (
      <span className="limit limit--passed">
        <Icon svgIcon={AlertSignFill} size={24} color="currentColor" />
        {left > -minuteMs ? t('worklist.at-once') : t('worklist.passed', { span: words })}
      </span>
    );
  }
  return (
    <span className={left < soonMs ? 'limit limit--soon' : 'limit'}>
      {left < soonMs && <Icon svgIcon={AlarmClock} size={24} color="currentColor" />}
      {t('worklist.left', { span: words })}
    </span>
  );
}
