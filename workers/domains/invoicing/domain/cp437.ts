/** The upper half of code page 437 (IBM PC), which SIE calls PC8. */
const UPPER =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0';

/** A text in code page 437. What it lacks loses its accents (`Š` is `S`), and is `?` where that does not help. */
export function inCp437(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  for (const character of text.normalize('NFC')) {
    const whole = byteOf(character);
    const bare = whole ?? byteOf(character.normalize('NFD').charAt(0));
    bytes.push(bare ?? '?'.charCodeAt(0));
  }
  return Uint8Array.from(bytes);
}

function byteOf(character: string): number | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return code;
  const place = UPPER.indexOf(character);
  return place === -1 ? undefined : 0x80 + place;
}
