import { Fragment } from 'react';

/** "protocols/cough.yaml:58", broken where a reader would break it. */
export function PlaceMark({ place }: { place: string }) {
  return (
    <code className="place">
      {place.split(/(?=:)|(?<=\/)/).map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </code>
  );
}
