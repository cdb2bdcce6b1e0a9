import { describe, expect, it } from 'vitest';
import { connected, layout, neighbour, wrapped, type PictureInput } from './layout';

const measure = (text: string) => text.length * 8;

const input = (closed = false, bundle?: string): PictureInput => ({
  groups: [
    { id: 'signs', title: 'Tegn', closed, findings: [{ id: 'fever', text: 'Feber' }, { id: 'rash', text: 'Et utslett som ikke blekner når noen trykker på det' }] },
    { id: 'idle', title: 'Annet', closed: false, findings: [{ id: 'cough', text: 'Hoste' }] },
  ],
  rules: [
    { id: 'both', text: 'Feber med utslett kan være farlig.', level: 'emergency', outcome: 'e', uses: [{ finding: 'fever', negated: false }, { finding: 'rash', negated: false }] },
    { id: 'hot', text: 'Feber bør undersøkes.', level: 'urgent', outcome: 'u', uses: [{ finding: 'fever', negated: false }], ...(bundle && { bundle }) },
    { id: 'well', text: 'Uten feber.', level: 'urgent', outcome: 'u', uses: [{ finding: 'fever', negated: true }], ...(bundle && { bundle }) },
  ],
  outcomes: [
    { key: 'e', text: 'Akutt', level: 'emergency' },
    { key: 'u', text: 'Haster innen 4 t', level: 'urgent' },
  ],
  bundleText: (_, count) => `${count} felles regler`,
});

const overlap = (one: { y: number; height: number }, other: { y: number; height: number }) => one.y < other.y + other.height && other.y < one.y + one.height;

describe('a wrapped text', () => {
  it('loses nothing and keeps within the width', () => {
    const lines = wrapped('en to tre fire fem seks', 80, measure);
    expect(lines.join(' ')).toBe('en to tre fire fem seks');
    expect(lines.every((line) => measure(line) <= 80)).toBe(true);
  });

  it('keeps what a hard space holds together', () => {
    expect(wrapped('innen 4\u00a0t', 60, measure)).toEqual(['innen', '4\u00a0t']);
  });

  it('breaks a word that is too long alone', () => {
    const lines = wrapped('blodtrykksmedisinene nå', 64, measure);
    expect(lines.join('').replace(' ', '')).toBe('blodtrykksmedisinenenå');
    expect(lines.every((line) => measure(line) <= 64)).toBe(true);
  });
});

describe('the picture', () => {
  it('draws only findings that a shown rule uses', () => {
    expect(layout(input(), 900, measure).boxes.filter((box) => box.column === 'finding').map((box) => box.ids[0])).toEqual(['fever', 'rash']);
  });

  it('has no two boxes on top of each other, and all within its size', () => {
    const picture = layout(input(), 900, measure);
    const all = [...picture.boxes, ...picture.headings.map((heading) => ({ ...heading, key: heading.group }))];
    for (const one of all) {
      expect(one.x + one.width).toBeLessThanOrEqual(picture.width);
      expect(one.y + one.height).toBeLessThanOrEqual(picture.height);
      for (const other of all) if (one !== other && one.x === other.x) expect(overlap(one, other), `${one.key} ${other.key}`).toBe(false);
    }
  });

  it('gives every line of text its room', () => {
    const box = layout(input(), 900, measure).boxes.find((one) => one.ids[0] === 'rash')!;
    expect(box.lines.length).toBeGreaterThan(1);
    expect(box.lines.every((line) => measure(line) <= box.width - 16)).toBe(true);
  });

  it('leads the lines of a closed group from its heading', () => {
    const picture = layout(input(true), 900, measure);
    expect(picture.boxes.some((box) => box.column === 'finding')).toBe(false);
    expect(picture.edges.filter((edge) => edge.to === 'rule:both').map((edge) => edge.from)).toEqual(['group:signs']);
  });

  it('draws bundled rules of one outcome as one box with their number', () => {
    const rules = layout(input(false, 'general'), 900, measure).boxes.filter((box) => box.column === 'rule');
    expect(rules.map((box) => [box.lines.join(' '), box.ids])).toEqual([
      ['Feber med utslett kan være farlig.', ['both']],
      ['2 felles regler', ['hot', 'well']],
    ]);
  });

  it('marks a line as counting by absence only when nothing there counts by presence', () => {
    const dashed = (picture: ReturnType<typeof layout>) => picture.edges.filter((edge) => edge.negated).map((edge) => edge.to);
    expect(dashed(layout(input(), 900, measure))).toEqual(['rule:well']);
    expect(dashed(layout(input(false, 'general'), 900, measure))).toEqual([]);
  });

  it('knows all that hangs together with a finding, a rule, an outcome', () => {
    const picture = layout(input(), 900, measure);
    expect([...connected(picture, 'finding:rash')].sort()).toEqual(['finding:rash', 'outcome:e', 'rule:both']);
    expect([...connected(picture, 'outcome:u')].sort()).toEqual(['finding:fever', 'outcome:u', 'rule:hot', 'rule:well']);
  });

  it('is walked by the arrow keys', () => {
    const picture = layout(input(), 900, measure);
    expect(neighbour(picture, 'finding:fever', 'down')).toBe('finding:rash');
    expect(neighbour(picture, 'finding:rash', 'right')).toBe('rule:both');
    expect(neighbour(picture, 'rule:hot', 'right')).toBe('outcome:u');
    expect(neighbour(picture, 'outcome:e', 'left')).toBe('rule:both');
    expect(neighbour(picture, 'finding:rash', 'left')).toBeUndefined();
  });

  it('of no rules is empty', () => {
    expect(layout({ ...input(), rules: [], outcomes: [] }, 900, measure)).toMatchObject({ height: 0, boxes: [], edges: [] });
  });
});
