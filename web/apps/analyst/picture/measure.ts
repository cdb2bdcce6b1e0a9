import { useEffect, useRef, useState } from 'react';

const font = '15px "Source Sans Pro", sans-serif';
// Without a canvas (or before the font is there) wide letters are assumed, so that nothing is cut.
const assumedWidth = 8;

let canvas: CanvasRenderingContext2D | null | undefined;

/** How wide a text is as the picture writes it, with a little air for rounding. */
export function textWidth(text: string): number {
  canvas ??= document.createElement('canvas').getContext('2d');
  if (!canvas) return text.length * assumedWidth;
  canvas.font = font;
  return canvas.measureText(text).width * 1.02;
}

/** The width there is for the picture, and a number that changes when the font has come. */
export function useRoom(least: number) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(least);
  const [, setFontsReady] = useState(false);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.max(least, Math.floor(entry.contentRect.width))));
    if (box.current) observer.observe(box.current);
    void document.fonts?.ready.then(() => setFontsReady(true));
    return () => observer.disconnect();
  }, [least]);
  return { box, width };
}
