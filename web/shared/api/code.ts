/** The characters of a one-time code: none that are mistaken for another when read aloud or written by hand. */
const characters = /[^2-9A-HJKMNP-Z]/g;
export const codeLength = 8;

/** What was typed or heard, as the code is kept: letters large, no dashes or spaces. */
export const readCode = (typed: string) => typed.toUpperCase().replace(characters, '').slice(0, codeLength);

/** As it is shown: ABCD-2345. */
export function showCode(code: string): string {
  const plain = readCode(code);
  return plain.length > 4 ? `${plain.slice(0, 4)}-${plain.slice(4)}` : plain;
}
