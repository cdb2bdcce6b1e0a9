import { cleanup } from '@testing-library/react';
import { afterEach } from 'vitest';

// What jsdom lacks and the design system asks for.
class NothingObserved {
  observe() {}
  unobserve() {}
  disconnect() {}
}
function completeWindow() {
  window.matchMedia ??= ((query: string) => ({
    matches: false,
    media: query,
    addEventListener() {},
    removeEventListener() {},
  })) as unknown as typeof window.matchMedia;
  globalThis.ResizeObserver ??= NothingObserved as unknown as typeof ResizeObserver;
  globalThis.IntersectionObserver ??= NothingObserved as unknown as typeof IntersectionObserver;
  window.scrollTo = () => {};
}

const hasWindow = typeof window !== 'undefined';
if (hasWindow) completeWindow();

afterEach(() => {
  if (!hasWindow) return;
  cleanup();
  sessionStorage.clear();
  localStorage.clear();
});
