import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

const secondsToCount = 30;
const tickMilliseconds = 200;

type Count = { begun: number; breaths: number; left: number };

interface Props {
  /** Called with breaths a minute when the time is up. */
  counted: (breathsPerMinute: number) => void;
}

/** Half a minute on the clock and one large button: press it for each breath. */
export function BreathCounter({ counted }: Props) {
  const { t } = useTranslation();
  const [count, setCount] = useState<Count>();
  const told = useRef(counted);
  told.current = counted;
  const running = count !== undefined && count.left > 0;

  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => {
      setCount((now) => now && { ...now, left: Math.max(0, secondsToCount - (Date.now() - now.begun) / 1000) });
    }, tickMilliseconds);
    return () => clearInterval(timer);
  }, [running]);

  useEffect(() => {
    if (count?.left === 0) told.current(perMinute(count.breaths));
  }, [count?.left, count?.breaths]);

  const begin = () => setCount({ begun: Date.now(), breaths: 0, left: secondsToCount });
  return (
    <div className="counter">
      <p className="hint">{t('counter.how')}</p>
      {running ? (
        <>
          <button type="button" className="counter__tap" onClick={() => setCount({ ...count, breaths: count.breaths + 1 })}>
            <span className="counter__breaths">{count.breaths}</span>
            <span>{t('counter.tap')}</span>
          </button>
          <progress className="progress__bar" max={secondsToCount} value={secondsToCount - count.left} aria-label={t('counter.time')} />
          <p className="quiet">{t('counter.left', { count: Math.ceil(count.left) })}</p>
          <button type="button" className="plain-button" onClick={() => setCount(undefined)}>
            {t('counter.stop')}
          </button>
        </>
      ) : (
        <button type="button" className="counter__start" onClick={begin}>
          {count ? t('counter.again') : t('counter.start')}
        </button>
      )}
      <p role="status">{count?.left === 0 && t('counter.done', { count: perMinute(count.breaths) })}</p>
    </div>
  );
}

const perMinute = (breaths: number) => (breaths * 60) / secondsToCount;
