import classNames from 'classnames';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { connected, layout, lineHeight, neighbour, padding, type Box, type Heading, type Picture, type PictureInput } from './layout';
import { textWidth, useRoom } from './measure';

interface Props {
  input: PictureInput;
  label: string;
  /** Rules, findings and outcomes that a tried person brought about. */
  marked: { rules: Set<string>; findings: Set<string> };
  chosen?: string;
  choose: (key: string | undefined) => void;
  toggle?: (group: string) => void;
}

const leastWidth = 720;
const ways: Record<string, 'up' | 'down' | 'left' | 'right'> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' };

function Lines({ lines, x, y, className }: { lines: string[]; x: number; y: number; className?: string }) {
  return (
    <text x={x} y={y} className={className}>
      {lines.map((line, index) => (
        <tspan key={index} x={x} dy={index === 0 ? 0 : lineHeight}>
          {/* The space keeps the words apart for those who hear the lines as one. */}
          {`${line} `}
        </tspan>
      ))}
    </text>
  );
}

const firstLine = (y: number) => y + padding + lineHeight - 5;

interface Shape {
  tabIndex: number;
  shown: boolean;
  quiet: boolean;
  see: (key: string | undefined) => void;
  press: (key: string) => void;
}

function asButton(key: string, name: string, { tabIndex, see, press }: Shape) {
  return {
    id: `bilde-${key}`,
    role: 'button',
    tabIndex,
    'aria-label': name,
    onMouseEnter: () => see(key),
    onMouseLeave: () => see(undefined),
    onFocus: () => see(key),
    onBlur: () => see(undefined),
    onClick: () => press(key),
  };
}

function BoxShape({ box, marked, pressed, name, shape }: { box: Box; marked: boolean; pressed: boolean; name: string; shape: Shape }) {
  const classes = classNames('box', `box--${box.column}`, box.level && `level--${box.level}`, { 'box--marked': marked, 'box--shown': shape.shown, 'box--quiet': shape.quiet });
  return (
    <g className={classes} aria-pressed={pressed} {...asButton(box.key, name, shape)}>
      <rect x={box.x + 1} y={box.y + 1} width={box.width - 2} height={box.height - 2} rx={4} />
      {box.level && <rect className="box__level" x={box.x + 1} y={box.y + 1} width={5} height={box.height - 2} />}
      <Lines lines={box.lines} x={box.x + padding + (box.level ? 4 : 0)} y={firstLine(box.y)} />
    </g>
  );
}

function HeadingShape({ heading, name, shape, canFold }: { heading: Heading; name: string; shape: Shape; canFold: boolean }) {
  const classes = classNames('box', 'box--heading', { 'box--closed': heading.closed, 'box--shown': shape.shown, 'box--quiet': shape.quiet });
  const button = canFold ? { 'aria-expanded': !heading.closed, ...asButton(`group:${heading.group}`, name, shape) } : {};
  const x = heading.x + heading.width - 18;
  const y = heading.y + padding + lineHeight / 2 - 1;
  return (
    <g className={classes} {...button}>
      <rect x={heading.x + 1} y={heading.y + 1} width={heading.width - 2} height={heading.height - 2} rx={4} />
      <Lines lines={heading.lines} x={heading.x + padding} y={firstLine(heading.y)} />
      {canFold && <path className="box__fold" d={heading.closed ? `M${x - 3} ${y - 5}l5 5-5 5` : `M${x - 5} ${y - 3}l5 5 5-5`} />}
    </g>
  );
}

function useKeys(picture: Picture, press: (key: string) => void, release: () => void) {
  const [stop, setStop] = useState<string>();
  const keys = [...picture.headings.map((heading) => `group:${heading.group}`), ...picture.boxes.map((box) => box.key)];
  const here = stop && keys.includes(stop) ? stop : keys[0];
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    const way = ways[event.key];
    if (event.key === 'Escape') release();
    if (here && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      press(here);
    }
    const next = way && here && neighbour(picture, here, way);
    if (!next) return;
    event.preventDefault();
    setStop(next);
    document.getElementById(`bilde-${next}`)?.focus();
  };
  return { here, setStop, onKeyDown };
}

/** The picture itself. One stop for the Tab key; the arrow keys go from box to box. */
export function Drawing({ input, label, marked, chosen, choose, toggle }: Props) {
  const { t } = useTranslation('analyst');
  const { box: room, width } = useRoom(leastWidth);
  const [seen, setSeen] = useState<string>();
  const picture = layout(input, width, textWidth);
  const press = (key: string) => {
    if (key.startsWith('group:')) toggle?.(key.slice('group:'.length));
    else choose(key === chosen ? undefined : key);
  };
  const { here, setStop, onKeyDown } = useKeys(picture, press, () => choose(undefined));
  const lit = seen ?? chosen;
  const together = lit ? connected(picture, lit) : undefined;
  const shapeOf = (key: string): Shape => ({
    tabIndex: key === here ? 0 : -1,
    shown: together?.has(key) ?? false,
    quiet: together !== undefined && !together.has(key),
    see: (one) => {
      setSeen(one);
      if (one) setStop(one);
    },
    press,
  });
  const isMarked = (box: Box) => box.ids.some((id) => (box.column === 'rule' ? marked.rules : marked.findings).has(id));
  const isLit = (from: string, to: string) => together !== undefined && together.has(from) && together.has(to);
  const drawn = [...picture.edges].sort((one, other) => Number(isLit(one.from, one.to)) - Number(isLit(other.from, other.to)));
  return (
    <>
      <p className="picture-wide quiet">{t('picture.wide')}</p>
      <div className="picture" ref={room} tabIndex={-1}>
        <svg width={picture.width} height={picture.height} viewBox={`0 0 ${picture.width} ${picture.height}`} role="group" aria-label={label} onKeyDown={onKeyDown}>
          <g aria-hidden="true" className={together ? 'edges edges--quiet' : 'edges'}>
            {drawn.map((edge) => (
              <path key={`${edge.from} ${edge.to}`} d={edge.path} className={classNames('edge', `level--${edge.level}`, { 'edge--no': edge.negated, 'edge--lit': isLit(edge.from, edge.to) })} />
            ))}
          </g>
          {picture.headings.map((heading) => {
            const key = `group:${heading.group}`;
            const name = t(heading.closed ? 'picture.open-group' : 'picture.close-group', { title: heading.lines.join(' ') });
            return <HeadingShape key={key} heading={heading} name={name} shape={shapeOf(key)} canFold={toggle !== undefined} />;
          })}
          {picture.boxes.map((box) => {
            const count = connected(picture, box.key).size - 1;
            const name = `${t(`picture.${box.column}`)}: ${box.lines.join(' ')}. ${isMarked(box) ? `${t('picture.marked')}. ` : ''}${t('picture.connected', { count })}`;
            return <BoxShape key={box.key} box={box} marked={isMarked(box)} pressed={box.key === chosen} name={name} shape={shapeOf(box.key)} />;
          })}
        </svg>
      </div>
    </>
  );
}
