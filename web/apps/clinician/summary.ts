import type { Bundle, CodeableConcept, Composition, CompositionSection, FhirResource } from 'fhir/r4';

export interface SummaryLine {
  text: string;
  more: string;
  /** As a code, such as active. */
  standing?: string;
  when?: string;
}

export interface SummarySection {
  title: string;
  lines: SummaryLine[];
  /** What the section says when it has no lines of its own, as plain text. */
  words: string;
}

const sectionsMax = 40;
const linesMax = 200;

const conceptText = (concept: CodeableConcept | undefined) => concept?.text ?? concept?.coding?.map((coding) => coding.display ?? coding.code).find(Boolean) ?? '';

type Loose = Record<string, unknown>;
const concepts = (resource: Loose, names: string[]) => names.map((name) => conceptText(resource[name] as CodeableConcept | undefined)).find(Boolean) ?? '';
const texts = (resource: Loose, names: string[]) => names.map((name) => resource[name]).find((one): one is string => typeof one === 'string' && one !== '');

function valueText(resource: Loose): string {
  const quantity = resource.valueQuantity as { value?: number; unit?: string; code?: string } | undefined;
  if (quantity?.value !== undefined) return [quantity.value, quantity.unit ?? quantity.code].filter((one) => one !== undefined).join(' ');
  return conceptText(resource.valueCodeableConcept as CodeableConcept | undefined) || (texts(resource, ['valueString']) ?? '');
}

const statuses = ['clinicalStatus', 'status'];

const codeOf = (value: unknown) => (typeof value === 'string' ? value : (value as CodeableConcept | undefined)?.coding?.[0]?.code);

/** One entry of a section in a line: what, how it stands, when. Nothing is left out because its kind is not known here. */
export function lineOf(resource: FhirResource): SummaryLine {
  const loose = resource as unknown as Loose;
  const what = concepts(loose, ['code', 'medicationCodeableConcept', 'vaccineCode', 'type', 'category']) || texts(loose, ['description', 'title']) || resource.resourceType;
  const dosage = (loose.dosage as { text?: string }[] | undefined)?.[0]?.text ?? (loose.dosageInstruction as { text?: string }[] | undefined)?.[0]?.text;
  const standing = statuses.map((name) => codeOf(loose[name])).find(Boolean);
  const values = (loose.component as Loose[] | undefined)?.map((one) => `${concepts(one, ['code'])} ${valueText(one)}`.trim()).join(', ');
  return {
    text: what,
    more: [valueText(loose), values, dosage].filter(Boolean).join(' · '),
    standing,
    when: texts(loose, ['effectiveDateTime', 'onsetDateTime', 'occurrenceDateTime', 'performedDateTime', 'recordedDate', 'authoredOn', 'date', 'dateAsserted']),
  };
}

/** The words of a narrative, without its markup: texts from elsewhere never become a page. */
export function wordsOf(div: string | undefined): string {
  if (!div) return '';
  const spaced = div.replace(/<\/(p|div|li|tr|h\d)>|<br\s*\/?>/gi, '\n').replace(/<\/t[dh]>/gi, ' ');
  const read = new DOMParser().parseFromString(spaced, 'text/html');
  return (read.body.textContent ?? '')
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n');
}

const tail = (reference: string) => reference.match(/[A-Z]\w+\/[A-Za-z0-9.-]+(?=(\/_history\/.*)?$)/)?.[0] ?? reference;

function sectionOf(section: CompositionSection, entries: Map<string, FhirResource>): SummarySection {
  const found = (section.entry ?? []).slice(0, linesMax).map((one) => entries.get(one.reference ?? '') ?? entries.get(tail(one.reference ?? '')));
  return {
    title: section.title ?? conceptText(section.code),
    lines: found.filter((one) => one !== undefined).map(lineOf),
    words: wordsOf(section.text?.div) || conceptText(section.emptyReason),
  };
}

/** The sections of a summary document, in its order. Throws when it has no Composition. */
export function summaryOf(bundle: Bundle): SummarySection[] {
  const entries = new Map<string, FhirResource>();
  for (const { fullUrl, resource } of bundle.entry ?? []) {
    if (!resource) continue;
    if (fullUrl) entries.set(fullUrl, resource as FhirResource);
    entries.set(`${resource.resourceType}/${resource.id}`, resource as FhirResource);
  }
  const composition = bundle.entry?.find((entry) => entry.resource?.resourceType === 'Composition')?.resource as Composition | undefined;
  if (!composition) throw new Error('the summary holds no Composition');
  return (composition.section ?? []).slice(0, sectionsMax).map((section) => sectionOf(section, entries));
}
