import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { codeLength, readCode } from '@shared/api/code';
import { PageHeading } from '@shared/frame/PageHeading';
import { Waiting } from '@shared/frame/Waiting';
import { useRedeem } from '../worklist';
import { CodeField } from './CodeField';

const kept = 'helselos.scanned';

/** The code of the address, which then leaves the address bar and the history. It waits in the tab while somebody signs in. */
export function takeCode(hash: string): string | undefined {
  const code = readCode(hash.replace(/^#/, '').replace(/%[0-9A-Fa-f]{2}/g, ''));
  return code.length === codeLength ? code : undefined;
}

export function keepScanned(code: string) {
  try {
    sessionStorage.setItem(kept, code);
  } catch {
    // Without storage the code has to be scanned again after signing in.
  }
}

function takeScanned(): string | undefined {
  try {
    const code = sessionStorage.getItem(kept) ?? undefined;
    sessionStorage.removeItem(kept);
    return code;
  } catch {
    return undefined;
  }
}

/** Where a scanned code leads: it is redeemed, and the case opens. */
export function ScannedPage() {
  const { t } = useTranslation('clinician');
  const navigate = useNavigate();
  const redeem = useRedeem();
  const asked = useRef(false);
  const [none, setNone] = useState(false);
  const { mutate } = redeem;
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    const code = takeScanned();
    if (code === undefined) return setNone(true);
    mutate(code, { onSuccess: (task) => void navigate(`/sak/${task.id}`, { replace: true }) });
  }, [mutate, navigate]);
  return (
    <div className="sheet sheet--narrow">
      <PageHeading>{t('scanned.heading')}</PageHeading>
      {redeem.isPending && <Waiting />}
      {(none || redeem.error) && (
        <>
          <p className="fault" role="alert">
            {t(none ? 'scanned.none' : 'scanned.refused')}
          </p>
          <CodeField />
        </>
      )}
    </div>
  );
}

/** Takes a scanned code out of the address before anything else is shown, also when nobody is signed in yet. */
export function useScannedCode() {
  const { pathname, hash } = useLocation();
  const navigate = useNavigate();
  useEffect(() => {
    if (pathname !== '/kode' || hash === '') return;
    const code = takeCode(hash);
    if (code) keepScanned(code);
    void navigate('/kode', { replace: true });
  }, [pathname, hash, navigate]);
  return pathname === '/kode' && hash !== '';
}
