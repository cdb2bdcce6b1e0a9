import Button from '@helsenorge/designsystem-react/components/Button';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { OrganizationSearch, type Found } from '../parts/OrganizationSearch';
import { OwnPage, type Shown } from '../parts/OwnPage';
import { useBlock } from './consents';

const list = '/mine-innstillinger/sperringer';
type Against = 'organization' | 'all';

function NewBlock({ shown }: { shown: Shown }) {
  const { t: say } = useTranslation('citizen');
  const [against, setAgainst] = useState<Against>('organization');
  const [organization, setOrganization] = useState<Found>();
  const [missing, setMissing] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const block = useBlock();
  const navigate = useNavigate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const lacks = against === 'organization' && !organization;
    setMissing(lacks);
    if (lacks) return void requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('input[type=search]')?.focus());
    block.mutate(
      { organization: against === 'organization' ? organization?.reference : undefined, for: shown.isSelf ? undefined : shown.patient },
      { onSuccess: () => void navigate(list) },
    );
  };
  return (
    <form ref={form} className="stack" onSubmit={submit} noValidate aria-busy={block.isPending}>
      <PageHeading step={shown.patient}>{say('block.new')}</PageHeading>
      <p className="lead">{say('block.new-lead')}</p>
      {shown.isSelf && (
        <fieldset className="choices">
          <legend className="field-label">{say('block.against')}</legend>
          <div className="choices__list">
            {(['organization', 'all'] as const).map((one) => (
              <label key={one} className="choice">
                <input type="radio" name="against" checked={against === one} onChange={() => setAgainst(one)} />
                <span className="choice__words">
                  {say(`block.against-${one}`)}
                  <span className="choice__help">{say(`block.against-${one}-text`)}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      {against === 'organization' && (
        <OrganizationSearch legend={say('block.which')} receiving={false} chosen={organization} choose={setOrganization} fault={missing ? say('block.none-chosen') : undefined} />
      )}
      <section className="section section--warn">
        <h2>{say('block.means')}</h2>
        <ul>
          <li>{say('block.means-see')}</li>
          <li>{say('block.means-journal')}</li>
          <li>{say('block.means-risk')}</li>
        </ul>
      </section>
      {block.error && <Trouble error={block.error} kept />}
      <div className="steps steps--row">
        <Button type="submit">{block.isPending ? say('common.working') : say('block.now')}</Button>
        <Link to={list}>{say('common.cancel')}</Link>
      </div>
    </form>
  );
}

export function NewBlockPage() {
  const { t: say } = useTranslation('citizen');
  return <OwnPage back={{ to: list, text: say('settings.blocks') }}>{(shown) => <NewBlock key={shown.patient} shown={shown} />}</OwnPage>;
}
