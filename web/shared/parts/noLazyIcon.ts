/**
 * Stands in for the design system's icons-by-name, which would bring every icon there is (some 300 files) into the
 * build. We give icons as components; an icon asked for by name is a mistake that must be seen.
 */
export function t(): never {
  throw new Error('icons are given as components, never by name');
}

// The design system's bundle knows its parts by these letters.
export { t as n, t as r };
