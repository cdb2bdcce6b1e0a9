import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

// Around the picture there must be four empty places, or readers do not find it.
const margin = 4;

/** The dark places as one path, row by row. */
export function pathOf(size: number, data: ArrayLike<number>): string {
  const dark: string[] = [];
  for (let row = 0; row < size; ++row)
    for (let column = 0; column < size; ++column) if (data[row * size + column]) dark.push(`M${column + margin} ${row + margin}h1v1h-1z`);
  return dark.join('');
}

/** Made here, in the browser: the code is sent nowhere to be drawn. */
async function drawn(text: string) {
  const { create } = await import('qrcode/lib/core/qrcode.js');
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  return { side: modules.size + 2 * margin, path: pathOf(modules.size, modules.data) };
}

/** In the part of the address after "#", which no server is told. */
export const addressOf = (origin: string, code: string) => `${origin}/kliniker/kode#${code}`;

/** The code for the clinician's camera, when they are in the same room. */
export function CodePicture({ code }: { code: string }) {
  const { t: say } = useTranslation('citizen');
  const picture = useQuery({ queryKey: ['code-picture', code], queryFn: () => drawn(addressOf(location.origin, code)), staleTime: Infinity });
  if (!picture.data) return null;
  const { side, path } = picture.data;
  return (
    <figure className="code-picture">
      <svg viewBox={`0 0 ${side} ${side}`} role="img" aria-label={say('qr.alt')} shapeRendering="crispEdges">
        <rect width={side} height={side} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
      <figcaption>{say('qr.how')}</figcaption>
    </figure>
  );
}
