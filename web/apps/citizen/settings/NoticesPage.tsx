import Button from '@helsenorge/designsystem-react/components/Button';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { FieldFault } from '../parts/FieldFault';
import { OwnPage } from '../parts/OwnPage';
import { isEmail, isPhone, useChangeNotices, useNotices, writtenLanguages, type Notices } from './notices';

interface WayProps {
  on: boolean;
  label: string;
  contact: string;
  contactLabel: string;
  type: 'tel' | 'email';
  fault: string | undefined;
  change: (on: boolean, contact: string) => void;
}

/** One way of being reached: whether, and where. */
function Way({ on, label, contact, contactLabel, type, fault, change }: WayProps) {
  return (
    <div className="way">
      <label className="choice">
        <input type="checkbox" checked={on} onChange={(event) => change(event.target.checked, contact)} />
        <span className="choice__words">{label}</span>
      </label>
      {(on || contact) && (
        <div className="field-below">
          <label className="field-label" htmlFor={type}>
            {contactLabel}
          </label>
          <FieldFault id={`${type}-fault`} text={fault} />
          <input id={type} type={type} className="text-field" autoComplete={type} maxLength={200} value={contact} aria-invalid={fault !== undefined} aria-describedby={fault ? `${type}-fault` : undefined} onChange={(event) => change(on, event.target.value)} />
        </div>
      )}
    </div>
  );
}

function NoticesForm({ patient, before }: { patient: string; before: Notices }) {
  const { t: say, i18n } = useTranslation('citizen');
  const [notices, setNotices] = useState(before);
  const [checked, setChecked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const save = useChangeNotices(patient, before);
  const phoneFault = (notices.sms || notices.phone.trim()) && !isPhone(notices.phone);
  const emailFault = (notices.email || notices.emailAddress.trim()) && !isEmail(notices.emailAddress);
  const change = (more: Partial<Notices>) => {
    save.reset();
    setNotices({ ...notices, ...more });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (phoneFault || emailFault) return void requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    // The pages follow the choice; Northern Sami is written in letters to the person only.
    save.mutate(notices, { onSuccess: (kept) => void (kept.language !== 'se' && i18n.changeLanguage(kept.language)) });
  };
  return (
    <form ref={form} className="stack" onSubmit={submit} noValidate aria-busy={save.isPending}>
      <fieldset className="choices">
        <legend className="field-label">{say('notices.how')}</legend>
        <div className="choices__list">
          <Way on={notices.sms} label={say('notices.sms')} contact={notices.phone} contactLabel={say('notices.phone')} type="tel" fault={checked && phoneFault ? say('notices.no-phone') : undefined} change={(sms, phone) => change({ sms, phone })} />
          <Way on={notices.email} label={say('notices.email')} contact={notices.emailAddress} contactLabel={say('notices.address')} type="email" fault={checked && emailFault ? say('notices.no-address') : undefined} change={(email, emailAddress) => change({ email, emailAddress })} />
        </div>
        <p className="hint">{say('notices.nothing-private')}</p>
      </fieldset>
      <fieldset className="choices">
        <legend className="field-label">{say('notices.language')}</legend>
        <div className="choices__list">
          {writtenLanguages.map((language) => (
            <label key={language} className="choice">
              <input type="radio" name="language" checked={notices.language === language} onChange={() => change({ language })} />
              <span className="choice__words">{say(`notices.language-${language}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {save.error && <Trouble error={save.error} kept />}
      <p role="status" className="saved">
        {save.isSuccess && say('common.saved')}
      </p>
      <div className="steps">
        <Button type="submit">{save.isPending ? say('common.working') : say('common.save')}</Button>
      </div>
    </form>
  );
}

function NoticesOf({ patient }: { patient: string }) {
  const notices = useNotices(patient);
  if (notices.isPending) return <Waiting />;
  if (notices.error) return <Trouble error={notices.error} again={() => void notices.refetch()} />;
  return <NoticesForm patient={patient} before={notices.data} />;
}

export function NoticesPage() {
  const { t: say } = useTranslation('citizen');
  return (
    <OwnPage needs="self">
      {(shown) => (
        <>
          <PageHeading>{say('settings.notices')}</PageHeading>
          <p className="lead">{say('notices.lead')}</p>
          <NoticesOf patient={shown.patient} />
        </>
      )}
    </OwnPage>
  );
}
