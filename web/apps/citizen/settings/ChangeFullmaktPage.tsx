import Button from '@helsenorge/designsystem-react/components/Button';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { OwnPage } from '../parts/OwnPage';
import { AreaFields } from './AreaFields';
import { useChangeFullmakt, useChoices, type Choice } from './consents';
import { EndField, endOf, hasEnd, type End } from './EndField';

const list = '/mine-innstillinger/fullmakter';

function ChangeForm({ choice, change }: { choice: Choice; change: ReturnType<typeof useChangeFullmakt> }) {
  const { t: say } = useTranslation('citizen');
  const [areas, setAreas] = useState(choice.areas);
  const [end, setEnd] = useState<End>({ choice: choice.until ? 'day' : 'none', day: choice.until ?? '' });
  const [missing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const navigate = useNavigate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isComplete = areas.length > 0 && hasEnd(end, new Date().toISOString().slice(0, 10));
    setMissing(!isComplete);
    if (isComplete) change.mutate({ areas, end: endOf(end, new Date()) }, { onSuccess: () => void navigate(list) });
    else requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  return (
    <form ref={form} className="stack" onSubmit={submit} noValidate aria-busy={change.isPending}>
      <p className="lead">{say('fullmakt.change-lead', { name: choice.actorName || say('fullmakt.unnamed') })}</p>
      <AreaFields chosen={areas} change={setAreas} missing={missing && areas.length === 0} />
      <EndField end={end} change={setEnd} missing={missing && !hasEnd(end, new Date().toISOString().slice(0, 10))} />
      {change.error && <Trouble error={change.error} kept />}
      <div className="steps steps--row">
        <Button type="submit">{change.isPending ? say('common.working') : say('common.save')}</Button>
        <Link to={list}>{say('common.cancel')}</Link>
      </div>
    </form>
  );
}

function ChangeOf({ id, own }: { id: string; own: string }) {
  const { t: say } = useTranslation('citizen');
  const given = useChoices(own, 'fullmakt');
  // Held here and not in the form: saving ends the old fullmakt, and what a form wanted to do after is dropped if it goes first.
  const change = useChangeFullmakt(id);
  if (given.isPending) return <Waiting />;
  if (given.error) return <Trouble error={given.error} again={() => void given.refetch()} />;
  const choice = given.data.find((one) => one.id === id && (one.isActive || !change.isIdle));
  return choice ? <ChangeForm choice={choice} change={change} /> : <p className="empty">{say('fullmakt.gone')}</p>;
}

export function ChangeFullmaktPage() {
  const { t: say } = useTranslation('citizen');
  const { id = '' } = useParams();
  return (
    <OwnPage needs="self" fresh back={{ to: list, text: say('settings.fullmakter') }}>
      {(_, own) => (
        <>
          <PageHeading>{say('fullmakt.change-heading')}</PageHeading>
          <ChangeOf id={id} own={own} />
        </>
      )}
    </OwnPage>
  );
}
