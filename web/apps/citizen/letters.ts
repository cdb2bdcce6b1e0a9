import { useCallback, useState } from 'react';

// What is being written and not yet sent: it survives a page loaded anew, and is gone with the tab or on signing out.
const kept = 'helselos.letter.';

function read(name: string): string {
  try {
    return sessionStorage.getItem(kept + name) ?? '';
  } catch {
    return '';
  }
}

function write(name: string, text: string) {
  try {
    if (text) sessionStorage.setItem(kept + name, text);
    else sessionStorage.removeItem(kept + name);
  } catch {
    // Without storage it lives as long as the page does.
  }
}

/** A text that is kept under a name until it is emptied. */
export function useLetter(name: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => read(name));
  const change = useCallback(
    (to: string) => {
      write(name, to);
      setText(to);
    },
    [name],
  );
  return [text, change];
}

export function forgetLetters() {
  try {
    const names = Array.from({ length: sessionStorage.length }, (_, at) => sessionStorage.key(at) ?? '');
    names.filter((name) => name.startsWith(kept)).forEach((name) => sessionStorage.removeItem(name));
  } catch {
    // Nothing was kept.
  }
}
