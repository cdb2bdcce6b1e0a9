import Button from '@helsenorge/designsystem-react/components/Button';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { codeLength, readCode, showCode } from '@shared/api/code';
import { Refusal } from '@shared/api/request';
import { useRedeem } from '../worklist';

/** The code a caller reads out. Dashes, spaces and small letters are forgiven. */
export function CodeField() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const redeem = useRedeem();
  const [code, setCode] = useState('');
  const [short, setShort] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const whole = readCode(code).length === codeLength;
    setShort(!whole);
    redeem.reset();
    if (whole) redeem.mutate(readCode(code), { onSuccess: (task) => void navigate(`/sak/${task.id}`) });
  };
  const refused = redeem.error instanceof Refusal ? redeem.error.kind : redeem.error ? 'fault' : undefined;
  const fault = short ? t('redeem.short') : refused === 'not-found' ? t('redeem.wrong') : refused === 'too-many' ? t('redeem.too-many') : refused ? t('trouble.fault') : '';
  return (
    <form className="redeem" onSubmit={submit} noValidate>
      <label className="field-label" htmlFor="code">
        {t('redeem.label')}
      </label>
      <span className="redeem__box">
        <input
          id="code"
          className="text-field redeem__field"
          value={code}
          onChange={(event) => setCode(showCode(event.target.value))}
          placeholder="ABCD-2345"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={fault !== ''}
          aria-describedby={fault ? 'code-fault' : undefined}
        />
        <Button type="submit" variant="outline">
          {t('redeem.fetch')}
        </Button>
      </span>
      <p id="code-fault" role="alert" className={fault ? 'fault' : 'sr-only'}>
        {fault}
      </p>
    </form>
  );
}
