declare module 'qrcode/lib/core/qrcode.js' {
  interface Modules {
    size: number;
    /** 1 where the picture is dark, row by row. */
    data: Uint8Array;
  }
  export function create(text: string, options: { errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' }): { modules: Modules };
}
