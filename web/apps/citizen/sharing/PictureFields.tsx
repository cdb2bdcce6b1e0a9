import Icon from '@helsenorge/designsystem-react/components/Icon';
import TrashCan from '@helsenorge/designsystem-react/components/Icons/TrashCan';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldFault } from '../parts/FieldFault';
import { accepted, pictureFrom, picturesMax, shownAs, type Picture, type PictureFault } from './pictures';

function PictureCard({ picture, place, change, remove }: { picture: Picture; place: number; change: (title: string) => void; remove: () => void }) {
  const { t: say } = useTranslation('citizen');
  const id = `picture-${picture.id}`;
  return (
    <li className="picture">
      <img className="picture__image" src={shownAs(picture)} alt={picture.title || say('picture.number', { place })} />
      <div className="picture__words">
        <label className="field-label" htmlFor={id}>
          {say('picture.title', { place })}
        </label>
        <input id={id} className="text-field" maxLength={100} value={picture.title} onChange={(event) => change(event.target.value)} />
        <button type="button" className="plain-button" onClick={remove}>
          <Icon svgIcon={TrashCan} size={24} color="currentColor" />
          {say('picture.remove', { place })}
        </button>
      </div>
    </li>
  );
}

/** Pictures to go along: from the camera or from files, seen before they are sent, each with words for what it shows. */
export function PictureFields({ pictures, change }: { pictures: Picture[]; change: (pictures: Picture[]) => void }) {
  const { t: say } = useTranslation('citizen');
  const [fault, setFault] = useState<PictureFault>();
  const [opening, setOpening] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const last = useRef(0);
  const add = async (files: File[]) => {
    setOpening(true);
    const room = picturesMax - pictures.length;
    const made = [];
    for (const file of files.slice(0, room)) made.push(await pictureFrom(file, String(++last.current)));
    const sound = made.filter((one): one is Picture => typeof one === 'object');
    setFault(files.length > room ? 'too-many' : made.find((one): one is PictureFault => typeof one === 'string'));
    setOpening(false);
    change([...pictures, ...sound]);
  };
  const remove = (picture: Picture) => {
    change(pictures.filter((one) => one !== picture));
    setFault(undefined);
    field.current?.focus();
  };
  return (
    <section className="pictures" aria-labelledby="pictures">
      <h2 id="pictures" className="field-label">
        {say('picture.heading')}
      </h2>
      <p id="picture-hint" className="hint">
        {say('picture.hint', { count: picturesMax })}
      </p>
      <FieldFault id="picture-fault" text={fault && say(`picture.fault-${fault}`, { count: picturesMax })} />
      <ul className="picture-list">
        {pictures.map((picture, index) => (
          <PictureCard
            key={picture.id}
            picture={picture}
            place={index + 1}
            change={(title) => change(pictures.map((one) => (one === picture ? { ...one, title } : one)))}
            remove={() => remove(picture)}
          />
        ))}
      </ul>
      <p role="status">{opening && say('picture.opening')}</p>
      {pictures.length < picturesMax && (
        <label className="outline-button picture-button">
          <input
            ref={field}
            type="file"
            accept={accepted}
            multiple
            className="picture-button__field"
            aria-describedby={fault ? 'picture-fault picture-hint' : 'picture-hint'}
            onChange={(event) => {
              const files = [...(event.target.files ?? [])];
              event.target.value = '';
              void add(files);
            }}
          />
          {say('picture.add')}
        </label>
      )}
    </section>
  );
}
