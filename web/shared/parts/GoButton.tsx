import Button, { type ButtonProps } from '@helsenorge/designsystem-react/components/Button';
import type { MouseEvent } from 'react';
import { useHref, useNavigate } from 'react-router';

/** A link that looks like a button: it has an address, and opens in a new tab for those who ask for it. */
export function GoButton({ to, ...rest }: { to: string } & Omit<ButtonProps, 'onClick' | 'href' | 'htmlMarkup'>) {
  const navigate = useNavigate();
  const href = useHref(to);
  const go = (event?: unknown) => {
    const click = event as MouseEvent;
    if (click.metaKey || click.ctrlKey || click.shiftKey || click.button > 0) return;
    click.preventDefault();
    void navigate(to);
  };
  return <Button htmlMarkup="a" href={href} onClick={go} {...rest} />;
}
