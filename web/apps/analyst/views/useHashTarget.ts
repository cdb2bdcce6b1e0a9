import { useEffect } from 'react';
import { useLocation } from 'react-router';

/** Goes to the place the address names: the browser looked for it before it was there. */
export function useHashTarget() {
  const { hash, key } = useLocation();
  useEffect(() => {
    if (!hash) return;
    const target = document.getElementById(decodeURIComponent(hash.slice(1)));
    const folded = target?.closest('details');
    if (folded) folded.open = true;
    target?.scrollIntoView({ block: 'start' });
    target?.focus({ preventScroll: true });
  }, [hash, key]);
}
