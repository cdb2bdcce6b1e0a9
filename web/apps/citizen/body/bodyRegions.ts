// Which place on the drawing stands for which answer. An answer without a place ("the skin", "somewhere else") is
// chosen in words: the picture is only ever a second way.

export interface Region {
  /** The answer, as the question offers it. */
  code: string;
  shape: string;
}

export interface Picture {
  viewBox: string;
  /** Drawn, and not to be pressed. */
  outline: string[];
  regions: Region[];
  /** Where the words "front" and "back" stand, when both sides are drawn. */
  sides?: { front: [number, number]; back: [number, number] };
}

const head = (x: number) => `M${x} 6c11 0 17 8 17 20 0 6-2 12-5 16-3 5-7 8-12 8s-9-3-12-8c-3-4-5-10-5-16 0-12 6-20 17-20z`;
const neck = (x: number) => `M${x - 8} 48c5 3 11 3 16 0l1 12c2 2 6 3 9 4-11 4-25 4-36 0 3-1 7-2 9-4z`;
const chest = (x: number) => `M${x - 19} 65c12 4 26 4 38 0 4 1 7 3 8 6l-2 39c-16 4-34 4-50 0l-2-39c1-3 4-5 8-6z`;
const belly = (x: number) => `M${x - 25} 113c16 4 34 4 50 0l1 22c2 8 3 15 3 21-9 7-19 11-29 11s-20-4-29-11c0-6 1-13 3-21z`;
const back = (x: number) => `M${x - 19} 65c12 4 26 4 38 0 4 1 7 3 8 6l-2 40 1 24c2 8 3 15 3 21-9 7-19 11-29 11s-20-4-29-11c0-6 1-13 3-21l1-24-2-40c1-3 4-5 8-6z`;
const arms = (x: number) => [
  `M${x - 30} 71c-6 3-9 9-10 17l-4 34-6 34c-1 7 0 13 4 17 4 1 7-2 8-7l2-13 7-33 2-16z`,
  `M${x + 30} 71c6 3 9 9 10 17l4 34 6 34c1 7 0 13-4 17-4 1-7-2-8-7l-2-13-7-33-2-16z`,
];
const legs = (x: number) => [
  `M${x - 29} 160c8 6 18 9 27 10l-2 52-3 36-2 26c0 4-2 6-7 6h-8c-3 0-3-3-1-5l6-6-1-25-5-34c-4-21-5-40-4-60z`,
  `M${x + 29} 160c-8 6-18 9-27 10l2 52 3 36 2 26c0 4 2 6 7 6h8c3 0 3-3 1-5l-6-6 1-25 5-34c4-21 5-40 4-60z`,
];

const front = 70;
const behind = 200;

const as = (code: string, shapes: string[]): Region[] => shapes.map((shape) => ({ code, shape }));

/** By the question's id in the content. */
export const pictures: Record<string, Picture> = {
  'main-body-area': {
    viewBox: '0 0 270 320',
    outline: [],
    regions: [
      ...as('head-face', [head(front), neck(front), head(behind), neck(behind)]),
      ...as('chest', [chest(front)]),
      ...as('belly', [belly(front)]),
      ...as('back-limbs', [...arms(front), ...legs(front), back(behind), ...arms(behind), ...legs(behind)]),
    ],
    sides: { front: [front, 312], back: [behind, 312] },
  },
  'chest-pain-place': {
    viewBox: '10 0 120 150',
    outline: [head(front), neck(front), belly(front), ...arms(front)],
    regions: [
      ...as('side', [`M51 65c3 1 6 2 9 2v46c-5 0-10-1-15-3l-2-39c1-3 4-5 8-6z`, `M89 65c-3 1-6 2-9 2v46c5 0 10-1 15-3l2-39c-1-3-4-5-8-6z`]),
      ...as('middle', [`M60 67c7 1 13 1 20 0v46c-7 1-13 1-20 0z`]),
    ],
  },
};
