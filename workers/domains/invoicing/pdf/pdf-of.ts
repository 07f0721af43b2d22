import type { Paper } from '../domain/paper.ts';

/**
 * An invoice or credit note as a PDF. What draws it is loaded when the first one is asked for: it is most of this Worker's
 * code, and nothing else needs it.
 */
export async function pdfOf(paper: Paper): Promise<Uint8Array<ArrayBuffer>> {
  const [{ drawInvoice }, regular, bold] = await Promise.all([
    import('./draw-invoice.ts'),
    import('./fonts/NotoSans-Regular.ttf'),
    import('./fonts/NotoSans-Bold.ttf'),
  ]);
  return drawInvoice(paper, { regular: new Uint8Array(regular.default), bold: new Uint8Array(bold.default) });
}
