import Button from '@helsenorge/designsystem-react/components/Button';
import type { Task } from 'fhir/r4';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Trouble } from '@shared/frame/Trouble';
import { picturesOf, usePicture } from '../pictures';
import { Dialog } from './Dialog';

function Thumbnail({ reference, number, of }: { reference: string; number: number; of: number }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('clinician');
  const picture = usePicture(reference);
  const [large, setLarge] = useState(false);
  if (picture.error) return <Trouble error={picture.error} again={() => void picture.refetch()} />;
  if (!picture.data) {
    return (
      <span className="thumbnail thumbnail--waiting" role="status">
        <span className="sr-only">{t('wait.loading')}</span>
      </span>
    );
  }
  const name = picture.data.title ? say('pictures.named', { number, of, title: picture.data.title }) : say('pictures.alt', { number, of });
  if (!picture.data.address) return <p className="quiet">{say('pictures.not-shown', { name })}</p>;
  return (
    <>
      <button type="button" className="thumbnail" onClick={() => setLarge(true)}>
        <img src={picture.data.address} alt={name} />
        <span className="sr-only">{say('pictures.open')}</span>
      </button>
      {large && (
        <Dialog heading={name} close={() => setLarge(false)} wide>
          <img className="dialog__picture" src={picture.data.address} alt={name} />
          <Button onClick={() => setLarge(false)}>{say('dialog.close')}</Button>
        </Dialog>
      )}
    </>
  );
}

/** What the resident sent pictures of. */
export function Pictures({ task }: { task: Task }) {
  const { t } = useTranslation('clinician');
  const pictures = picturesOf(task);
  if (pictures.length === 0) return null;
  return (
    <section className="box">
      <h2>{t('pictures.heading', { count: pictures.length })}</h2>
      <ul className="thumbnails">
        {pictures.map((reference, at) => (
          <li key={reference}>
            <Thumbnail reference={reference} number={at + 1} of={pictures.length} />
          </li>
        ))}
      </ul>
    </section>
  );
}
