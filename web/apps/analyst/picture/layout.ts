import type { Level } from '@shared/assessment/read';

// A picture in three columns: findings by screen, rules by outcome, outcomes. Texts are wrapped, never cut.

export interface PictureFinding {
  id: string;
  text: string;
}

export interface PictureGroup {
  id: string;
  title: string;
  findings: PictureFinding[];
  /** Drawn as one box. */
  closed: boolean;
}

export interface PictureRule {
  id: string;
  text: string;
  level: Level;
  outcome: string;
  uses: { finding: string; negated: boolean }[];
  /** Rules with the same bundle and outcome are drawn as one box. */
  bundle?: string;
}

export interface PictureOutcome {
  key: string;
  text: string;
  level: Level;
}

export interface PictureInput {
  groups: PictureGroup[];
  rules: PictureRule[];
  outcomes: PictureOutcome[];
  /** The words for many rules in one box. */
  bundleText: (bundle: string, count: number) => string;
}

export type BoxColumn = 'finding' | 'rule' | 'outcome';

export interface Box {
  key: string;
  column: BoxColumn;
  /** The findings or rules it stands for. */
  ids: string[];
  lines: string[];
  level?: Level;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Heading {
  group: string;
  lines: string[];
  closed: boolean;
  count: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Edge {
  from: string;
  to: string;
  level: Level;
  negated: boolean;
  path: string;
}

export interface Picture {
  width: number;
  height: number;
  headings: Heading[];
  boxes: Box[];
  edges: Edge[];
}

export const lineHeight = 18;
export const padding = 8;
const gap = 6;
const groupGap = 16;

// A hard space holds its words together.
const breaks = /[ \n\t]+/;

/** Breaks a text into lines no wider than asked; a word that is wider alone is broken too. */
export function wrapped(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  const put = (word: string) => {
    const longer = line ? `${line} ${word}` : word;
    if (measure(longer) <= width) line = longer;
    else if (line) {
      lines.push(line);
      line = '';
      put(word);
    } else {
      let cut = word.length - 1;
      while (cut > 1 && measure(word.slice(0, cut)) > width) --cut;
      lines.push(word.slice(0, Math.max(cut, 1)));
      if (word.length > 1) put(word.slice(Math.max(cut, 1)));
    }
  };
  for (const word of text.split(breaks).filter(Boolean)) put(word);
  if (line) lines.push(line);
  return lines;
}

const heightOf = (lines: string[]) => lines.length * lineHeight + 2 * padding;

interface Columns {
  findings: { x: number; width: number };
  rules: { x: number; width: number };
  outcomes: { x: number; width: number };
}

// Shares of the width: texts get most of it, the lines between them enough to be told apart.
function columnsOf(width: number): Columns {
  const at = (from: number, to: number) => ({ x: Math.round(width * from), width: Math.round(width * (to - from)) });
  return { findings: at(0, 0.27), rules: at(0.4, 0.79), outcomes: at(0.87, 1) };
}

type Item = { kind: 'heading'; heading: Omit<Heading, 'y'> } | { kind: 'box'; box: Omit<Box, 'y'> };

function findingItems(groups: PictureGroup[], used: Set<string>, place: { x: number; width: number }, measure: (text: string) => number): Item[][] {
  const inside = place.width - 2 * padding;
  return groups.flatMap((group) => {
    const findings = group.findings.filter((finding) => used.has(finding.id));
    if (findings.length === 0) return [];
    // Room for the sign that opens and closes the group.
    const lines = wrapped(`${group.title} (${findings.length})`, inside - 24, measure);
    const heading: Item = { kind: 'heading', heading: { group: group.id, lines, closed: group.closed, count: findings.length, x: place.x, width: place.width, height: heightOf(lines) } };
    if (group.closed) return [[heading]];
    const boxes = findings.map(({ id, text }): Item => {
      const own = wrapped(text, inside, measure);
      return { kind: 'box', box: { key: `finding:${id}`, column: 'finding', ids: [id], lines: own, x: place.x, width: place.width, height: heightOf(own) } };
    });
    return [[heading, ...boxes]];
  });
}

interface RuleBundle {
  key: string;
  rules: PictureRule[];
  text: string;
}

function bundled(rules: PictureRule[], input: PictureInput): RuleBundle[] {
  const found = new Map<string, RuleBundle>();
  for (const rule of rules) {
    const key = rule.bundle ? `bundle:${rule.bundle}:${rule.outcome}` : `rule:${rule.id}`;
    const bundle = found.get(key) ?? { key, rules: [], text: rule.text };
    bundle.rules.push(rule);
    found.set(key, bundle);
  }
  for (const bundle of found.values()) {
    const shared = bundle.rules[0]?.bundle;
    if (shared && bundle.rules.length > 1) bundle.text = input.bundleText(shared, bundle.rules.length);
  }
  return [...found.values()];
}

function ruleItems(input: PictureInput, place: { x: number; width: number }, measure: (text: string) => number): Item[][] {
  return input.outcomes.flatMap((outcome) => {
    const rules = input.rules.filter((rule) => rule.outcome === outcome.key);
    if (rules.length === 0) return [];
    return [
      bundled(rules, input).map((bundle): Item => {
        const lines = wrapped(bundle.text, place.width - 2 * padding, measure);
        const ids = bundle.rules.map((rule) => rule.id);
        return { kind: 'box', box: { key: bundle.key, column: 'rule', ids, lines, level: outcome.level, x: place.x, width: place.width, height: heightOf(lines) } };
      }),
    ];
  });
}

const itemHeight = (item: Item) => (item.kind === 'box' ? item.box.height : item.heading.height);

const heightOfAll = (groups: Item[][]) =>
  groups.reduce((sum, group) => sum + group.reduce((inner, item) => inner + itemHeight(item), 0) + (group.length - 1) * gap, 0) + (groups.length - 1) * groupGap;

/** Puts the groups under each other, with what height is left shared between them. */
function placed(groups: Item[][], height: number): { headings: Heading[]; boxes: Box[] } {
  const spare = groups.length > 1 ? Math.max(0, height - heightOfAll(groups)) / (groups.length - 1) : 0;
  const headings: Heading[] = [];
  const boxes: Box[] = [];
  let y = 0;
  for (const group of groups) {
    for (const item of group) {
      if (item.kind === 'box') boxes.push({ ...item.box, y });
      else headings.push({ ...item.heading, y });
      y += itemHeight(item) + gap;
    }
    y += groupGap - gap + spare;
  }
  return { headings, boxes };
}

/** Each outcome beside the middle of its rules. */
function outcomeBoxes(input: PictureInput, rules: Box[], place: { x: number; width: number }, measure: (text: string) => number): Box[] {
  const outcomeOfRule = new Map(input.rules.map((rule) => [rule.id, rule.outcome]));
  let free = 0;
  return input.outcomes.flatMap((outcome) => {
    const mine = rules.filter((box) => outcomeOfRule.get(box.ids[0]!) === outcome.key);
    if (mine.length === 0) return [];
    const lines = wrapped(outcome.text, place.width - 2 * padding, measure);
    const height = heightOf(lines);
    const middle = (mine[0]!.y + mine.at(-1)!.y + mine.at(-1)!.height) / 2;
    const y = Math.max(free, middle - height / 2);
    free = y + height + gap;
    return [{ key: `outcome:${outcome.key}`, column: 'outcome' as const, ids: [outcome.key], lines, level: outcome.level, x: place.x, y, width: place.width, height }];
  });
}

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

function curve(from: Rectangle, to: Rectangle): string {
  const start = { x: from.x + from.width, y: from.y + from.height / 2 };
  const end = { x: to.x, y: to.y + to.height / 2 };
  const middle = (start.x + end.x) / 2;
  const round = (number: number) => Math.round(number * 10) / 10;
  return `M${round(start.x)} ${round(start.y)}C${round(middle)} ${round(start.y)} ${round(middle)} ${round(end.y)} ${round(end.x)} ${round(end.y)}`;
}

function edgesOf(input: PictureInput, headings: Heading[], boxes: Box[]): Edge[] {
  const groupOf = new Map(input.groups.flatMap((group) => group.findings.map((finding) => [finding.id, group.id])));
  const ruleById = new Map(input.rules.map((rule) => [rule.id, rule]));
  const starts = new Map<string, { key: string; at: Rectangle }>();
  for (const box of boxes) if (box.column === 'finding') starts.set(box.ids[0]!, { key: box.key, at: box });
  const closed = new Map(headings.filter((heading) => heading.closed).map((heading) => [heading.group, heading]));
  const startOf = (finding: string) => {
    const heading = closed.get(groupOf.get(finding) ?? '');
    return heading ? { key: `group:${heading.group}`, at: heading } : starts.get(finding);
  };
  const edges = new Map<string, Edge>();
  const add = (from: { key: string; at: Rectangle }, to: Box, level: Level, negated: boolean) => {
    const known = edges.get(`${from.key} ${to.key}`);
    if (known) known.negated &&= negated;
    else edges.set(`${from.key} ${to.key}`, { from: from.key, to: to.key, level, negated, path: curve(from.at, to) });
  };
  const outcomes = new Map(boxes.filter((box) => box.column === 'outcome').map((box) => [box.ids[0], box]));
  for (const box of boxes.filter((one) => one.column === 'rule'))
    for (const rule of box.ids.map((id) => ruleById.get(id)!)) {
      for (const use of rule.uses) {
        const start = startOf(use.finding);
        if (start) add(start, box, rule.level, use.negated);
      }
      const outcome = outcomes.get(rule.outcome);
      if (outcome) add({ key: box.key, at: box }, outcome, rule.level, false);
    }
  return [...edges.values()];
}

/** Where everything stands. Only findings that a shown rule uses are drawn. */
export function layout(input: PictureInput, width: number, measure: (text: string) => number): Picture {
  const columns = columnsOf(width);
  const used = new Set(input.rules.flatMap((rule) => rule.uses.map((use) => use.finding)));
  const findings = findingItems(input.groups, used, columns.findings, measure);
  const rules = ruleItems(input, columns.rules, measure);
  const height = Math.max(heightOfAll(findings), heightOfAll(rules), 0);
  const left = placed(findings, height);
  const middle = placed(rules, height);
  const right = outcomeBoxes(input, middle.boxes, columns.outcomes, measure);
  const boxes = [...left.boxes, ...middle.boxes, ...right];
  const lowest = Math.max(height, ...right.map((box) => box.y + box.height));
  return { width, height: Math.ceil(lowest), headings: left.headings, boxes, edges: edgesOf(input, left.headings, boxes) };
}

/** Everything that hangs together with one box or closed group: the lines to it and from it, and where they lead. */
export function connected(picture: Picture, key: string): Set<string> {
  const together = new Set([key]);
  const follow = (from: Set<string>, side: 'from' | 'to', other: 'from' | 'to') => {
    const next = new Set(picture.edges.filter((edge) => from.has(edge[side])).map((edge) => edge[other]));
    for (const one of next) together.add(one);
    return next;
  };
  follow(follow(new Set([key]), 'from', 'to'), 'from', 'to');
  follow(follow(new Set([key]), 'to', 'from'), 'to', 'from');
  return together;
}

/** Where an arrow key leads: up and down in the column, sideways to the nearest that is connected. */
export function neighbour(picture: Picture, key: string, direction: 'up' | 'down' | 'left' | 'right'): string | undefined {
  const places = [
    ...picture.headings.map((heading) => ({ key: `group:${heading.group}`, column: 'finding', y: heading.y + heading.height / 2 })),
    ...picture.boxes.map((box) => ({ key: box.key, column: box.column, y: box.y + box.height / 2 })),
  ].sort((one, other) => one.y - other.y);
  const here = places.find((place) => place.key === key);
  if (!here) return places[0]?.key;
  if (direction === 'up' || direction === 'down') {
    const column = places.filter((place) => place.column === here.column);
    return column[column.indexOf(here) + (direction === 'up' ? -1 : 1)]?.key;
  }
  const [own, other] = direction === 'left' ? (['to', 'from'] as const) : (['from', 'to'] as const);
  const reached = new Set(picture.edges.filter((edge) => edge[own] === key).map((edge) => edge[other]));
  const distance = (place: { y: number }) => Math.abs(place.y - here.y);
  return places.filter((place) => reached.has(place.key)).sort((one, two) => distance(one) - distance(two))[0]?.key;
}
