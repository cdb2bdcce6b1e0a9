/** A picture to be shared, made anew from what was chosen: smaller, and without the place and time that cameras write into it. */
export interface Picture {
  id: string;
  title: string;
  /** Bytes of a JPEG as base64. */
  data: string;
}

export type PictureFault = 'kind' | 'unreadable' | 'too-big' | 'too-many';

export const picturesMax = 5;
// The longest side after being made anew; enough to judge a rash, and well under what the server takes.
const sideMax = 2000;
const quality = 0.85;
const chosenBytesMax = 40_000_000;
const sentBytesMax = 3_000_000;
const kinds = ['image/jpeg', 'image/png'];
const base64Bytes = 3 / 4;

export const accepted = kinds.join(',');

/** What is wrong with a file before it is opened. */
export function faultOf(file: { type: string; size: number }): PictureFault | undefined {
  if (!kinds.includes(file.type)) return 'kind';
  return file.size > chosenBytesMax ? 'too-big' : undefined;
}

/** Width and height with the longest side at most `sideMax`, in the same shape. */
export function fitted(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, sideMax / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

function drawn(image: ImageBitmap): string {
  const { width, height } = fitted(image.width, image.height);
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas');
  // What is see-through becomes white, not black.
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.drawImage(image, 0, 0, width, height);
  return canvas.toDataURL('image/jpeg', quality).split(',')[1] ?? '';
}

export async function pictureFrom(file: File, id: string): Promise<Picture | PictureFault> {
  const fault = faultOf(file);
  if (fault) return fault;
  try {
    const image = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const data = drawn(image);
    image.close();
    if (!data) return 'unreadable';
    return data.length * base64Bytes > sentBytesMax ? 'too-big' : { id, title: '', data };
  } catch {
    return 'unreadable';
  }
}

export const shownAs = (picture: Picture) => `data:image/jpeg;base64,${picture.data}`;
