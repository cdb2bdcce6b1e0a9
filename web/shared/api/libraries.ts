import type { Bundle, Library } from 'fhir/r4';
import { matches } from './parameters';
import { get } from './request';

/** A protocol as the server lists it, without what it says. */
export interface LibraryEntry {
  id: string;
  title: string;
  version: string;
  hasProof: boolean;
}

/** What a Library carries: the protocol as data, as its editors wrote it, and what was proved when it was installed. */
export interface LibraryParts {
  table: unknown;
  proof?: unknown;
  written: string;
}

const pagesMax = 20;
const table = 'protocol.json';
const proof = 'proof.json';

const entryOf = (library: Library): LibraryEntry => ({
  id: library.id ?? '',
  title: library.title ?? library.id ?? '',
  version: library.version ?? '',
  hasProof: (library.content ?? []).some((one) => one.title === proof),
});

const isProtocol = (library: Library) => library.status !== 'retired' && (library.content ?? []).some((one) => one.title === table);

// The next page's address is made for the outside; behind a proxy only its question is ours.
function nextOf(bundle: Bundle): string | undefined {
  const next = bundle.link?.find((link) => link.relation === 'next')?.url;
  return next && `/fhir/Library?${next.split('?')[1] ?? ''}`;
}

/** All protocols in force, in the order of the server. */
export async function listLibraries(): Promise<LibraryEntry[]> {
  const found: Library[] = [];
  let page: string | undefined = '/fhir/Library?_summary=true&_count=100';
  for (let pages = 0; page !== undefined; ++pages) {
    if (pages === pagesMax) throw new Error('the list of protocols does not end');
    const bundle: Bundle = await get<Bundle>(page);
    found.push(...matches<Library>(bundle, 'Library'));
    page = nextOf(bundle);
  }
  return found.filter(isProtocol).map(entryOf);
}

export function textOf(base64: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
}

/** Throws when the Library has no protocol.json. */
export function partsOf(library: Library): LibraryParts {
  const data = (fits: (title: string, type: string) => boolean) => library.content?.find((one) => fits(one.title ?? '', one.contentType ?? ''))?.data;
  const asData = data((title) => title === table);
  if (asData === undefined) throw new Error('the library holds no protocol.json');
  const proved = data((title) => title === proof);
  const written = data((_, type) => type === 'application/yaml');
  return { table: JSON.parse(textOf(asData)), written: written ? textOf(written) : '', ...(proved && { proof: JSON.parse(textOf(proved)) }) };
}

export const readLibrary = (id: string): Promise<LibraryParts> => get<Library>(`/fhir/Library/${encodeURIComponent(id)}`).then(partsOf);
