import { useEffect, useRef, type ReactNode } from 'react';

interface Props {
  children: ReactNode;
  /** The page's name in the browser, when it is not the heading itself. */
  title?: string;
  id?: string;
  className?: string;
  /** Changes when the page becomes another page without being mounted anew. */
  step?: string | number;
}

let firstPage = true;

/** The page's h1. Takes the focus when the page is entered, so that keyboard and screen reader users start there. */
export function PageHeading({ children, title, id, className, step }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // On the very first page the browser's own start (skip link, address) is right.
    if (!firstPage) heading.current?.focus({ preventScroll: true });
    firstPage = false;
    window.scrollTo(0, 0);
  }, [step]);
  useEffect(() => {
    document.title = `${title ?? heading.current?.textContent ?? ''} – Helselos`;
  });
  return (
    <h1 ref={heading} id={id} tabIndex={-1} className={className ?? 'page-heading'}>
      {children}
    </h1>
  );
}
