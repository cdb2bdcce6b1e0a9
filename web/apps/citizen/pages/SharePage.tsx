import Button from '@helsenorge/designsystem-react/components/Button';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate } from 'react-router';
import { useSession, type Represented } from '@shared/api/session';
import { useShare } from '@shared/api/sharing';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { GoButton } from '@shared/parts/GoButton';
import { useDraft, type Draft } from '../draft';
import { outcomesOf } from '../outcomes';
import type { Found } from '../parts/OrganizationSearch';
import { PictureFields } from '../sharing/PictureFields';
import type { Picture } from '../sharing/pictures';
import { RecipientField } from '../sharing/RecipientField';
import { useWhatIsShared } from './alsoShared';
import { Consent } from './Consent';
import { WordsFields } from './WordsFields';

function Receipt({ name }: { name: string }) {
  const { t } = useTranslation();
  return (
    <div className="page page--narrow">
      <PageHeading step="receipt">{t('share.done')}</PageHeading>
      <p className="lead">{t('share.done-text', { name })}</p>
      <p>{t('share.done-next')}</p>
      <div className="steps steps--row">
        <GoButton to="/mine-delinger">{t('frame.my-shared')}</GoButton>
        <Link to="/resultat">{t('share.back')}</Link>
      </div>
    </div>
  );
}

function SignInFirst() {
  const { t } = useTranslation();
  return (
    <div className="page page--narrow">
      <PageHeading step="sign-in">{t('share.sign-in-first')}</PageHeading>
      <p className="lead">{t('share.sign-in-why')}</p>
      <div className="steps steps--row">
        <GoButton to="/logg-inn?til=%2Fdel">{t('frame.sign-in')}</GoButton>
        <Link to="/del/kode">{t('share.code-instead')}</Link>
      </div>
    </div>
  );
}

function CodeOnly() {
  const { t } = useTranslation();
  return (
    <div className="page page--narrow">
      <PageHeading step="code-only">{t('share.to-organization')}</PageHeading>
      <p className="lead">{t('share.code-only')}</p>
      <div className="steps steps--row">
        <GoButton to="/del/kode">{t('share.make-code')}</GoButton>
        <Link to="/resultat">{t('share.back')}</Link>
      </div>
    </div>
  );
}

/** The assessment was begun before signing in: it must be said which child it is about. */
function WhichChild({ represents }: { represents: Represented[] }) {
  const { t } = useTranslation();
  const { note } = useDraft();
  return (
    <div className="page page--narrow">
      <PageHeading step="which-child">{t('share.which-child')}</PageHeading>
      <ul className="complaints complaints--one">
        {represents.map((child) => (
          <li key={child.patient}>
            <button type="button" className="complaint" onClick={() => note({ whom: { kind: 'child', ...child } })}>
              <span className="complaint__name">{child.name}</span>
            </button>
          </li>
        ))}
      </ul>
      <p>
        <Link to="/del/kode">{t('share.none-of-them')}</Link>
      </p>
    </div>
  );
}

function ShareForm({ draft, self }: { draft: Draft; self: string | undefined }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('citizen');
  const { note } = useDraft();
  const share = useShare();
  const shared = useWhatIsShared(draft);
  const [recipient, setRecipient] = useState<Found>();
  const [pictures, setPictures] = useState<Picture[]>([]);
  const [missing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const patient = draft.whom.patient && draft.whom.patient !== self ? draft.whom.patient : undefined;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!recipient);
    if (!recipient) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"], input[type=search]')?.focus());
      return;
    }
    share.mutate(
      { response: shared.response, recipient: recipient.reference, patient, pictures, ownWords: shared.ownWords, medicines: draft.medicines ?? '' },
      { onSuccess: () => note({ shared: { recipientName: recipient.name } }) },
    );
  };

  return (
    <form ref={form} className="page page--narrow" onSubmit={submit} noValidate aria-busy={share.isPending}>
      <PageHeading step="form">{t('share.to-organization')}</PageHeading>
      {draft.whom.kind !== 'self' && draft.whom.name && <p className="lead">{t('share.about', { name: draft.whom.name })}</p>}
      <RecipientField wanted={shared.wanted(draft.whom.patient ?? self ?? '')} chosen={recipient} choose={setRecipient} fault={missing && !recipient ? t('fault.none-chosen') : undefined} />
      {shared.notice && <p className="notice">{shared.notice}</p>}
      <WordsFields />
      <PictureFields pictures={pictures} change={setPictures} />
      <Consent receiver={recipient?.name ?? say('sharing.whom-you-choose')} />
      {share.error && <Trouble error={share.error} kept />}
      <div className="steps">
        <Button type="submit" size="large" fluid>
          {share.isPending ? t('share.sending') : t('share.send')}
        </Button>
        <Link to="/resultat">{t('share.cancel')}</Link>
      </div>
    </form>
  );
}

export function SharePage() {
  const session = useSession();
  const { draft } = useDraft();
  if (!draft || outcomesOf(draft).length === 0) return <Navigate to="/" replace />;
  if (session.isPending) return <Waiting />;
  if (draft.shared?.recipientName) return <Receipt name={draft.shared.recipientName} />;
  if (!session.data?.signedIn || session.data.role !== 'resident') return <SignInFirst />;
  const isNobodyKnown = draft.whom.kind !== 'self' && !draft.whom.patient;
  const represents = session.data.represents ?? [];
  // Never filed as about oneself what is about somebody else.
  if (isNobodyKnown && draft.whom.kind === 'child' && represents.length > 0) return <WhichChild represents={represents} />;
  if (isNobodyKnown) return <CodeOnly />;
  return <ShareForm draft={draft} self={session.data.patient} />;
}
