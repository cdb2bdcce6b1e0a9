import type { ReactNode } from 'react';

/** A form that is folded away until it is wanted: the case stays calm. */
export function Section({ heading, children, open }: { heading: string; children: ReactNode; open?: boolean }) {
  return (
    <details className="more more--form" open={open}>
      <summary>{heading}</summary>
      {children}
    </details>
  );
}
