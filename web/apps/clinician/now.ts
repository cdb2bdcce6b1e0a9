import { useEffect, useState } from 'react';

const tickMs = 15_000;

/** The time now, renewed often enough that a countdown in minutes is never wrong by more than one. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return now;
}
