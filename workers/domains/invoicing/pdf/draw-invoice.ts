import PDFDocument from 'pdfkit';
import { encode } from 'uqr';
import { hyphenated, hyphenatedBankgiro, hyphenatedPlusgiro, spacedZipCode } from '#shared/written-form';
import type { Paper, PaperLine } from '../domain/paper.ts';
import { paymentQr } from './payment-qr.ts';
import { amountInWords, countryInWords, daysBetween, quantityInWords, unitInWords } from './words.ts';

/** The letters that invoices are written with, as TrueType files. */
export interface Fonts {
  regular: Uint8Array;
  bold: Uint8Array;
}

/** Points of 1/72 inch; an A4 page. */
const PAGE = { width: 595.28, height: 841.89 };
const LEFT = 48;
const RIGHT = PAGE.width - LEFT;
const WIDTH = RIGHT - LEFT;
const FOOTER_TOP = PAGE.height - 78;
const PAYMENT_HEIGHT = 128;
/** Where the window of a Swedish envelope is. */
const WINDOW = { x: 318, y: 112 };

const INK = '#1c1c1c';
const FAINT = '#5f6368';
const RULE = '#c9cdd2';
const TINT = '#f3f4f6';

// PDFKit knows a font that it has opened by the name in the file; under any other it would open the file for each text.
const REGULAR = 'NotoSans-Regular';
const BOLD = 'NotoSans-Bold';

interface Column {
  title: string;
  x: number;
  width: number;
  align: 'left' | 'right';
  of: (line: PaperLine) => string;
}

const columns: readonly Column[] = [
  { title: 'Beskrivning', x: LEFT, width: 222, align: 'left', of: (line) => line.description },
  { title: 'Antal', x: 276, width: 46, align: 'right', of: (line) => quantityInWords(line.quantityHundredths) },
  { title: 'Enhet', x: 328, width: 30, align: 'left', of: (line) => unitInWords[line.unit] },
  { title: 'À-pris exkl. moms', x: 360, width: 80, align: 'right', of: priceOf },
  { title: 'Moms', x: 444, width: 36, align: 'right', of: vatOf },
  { title: 'Belopp', x: 482, width: RIGHT - 482, align: 'right', of: (line) => amountInWords(line.amountOre) },
];

function priceOf({ unitPriceOre, priceBase, unit }: PaperLine): string {
  return priceBase === 1
    ? amountInWords(unitPriceOre)
    : `${amountInWords(unitPriceOre)} per ${priceBase} ${unitInWords[unit]}`;
}

function vatOf({ vatCategory, vatRate }: PaperLine): string {
  if (vatCategory === 'S') return `${vatRate} %`;
  return vatCategory === 'E' ? 'Undantag' : 'Omvänd';
}

/**
 * Writes an invoice or credit note as a tagged PDF in Swedish, with all that ML 17 kap. 24 § asks for (see
 * docs/invoicing.md). The same paper gives the same bytes: times and ids in the file come from the day of issue.
 */
export async function drawInvoice(paper: Paper, fonts: Fonts): Promise<Uint8Array<ArrayBuffer>> {
  const title = `${nameOf(paper)} ${paper.number}`;
  const day = new Date(`${paper.issuedDate}T12:00:00Z`);
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 0,
    bufferPages: true,
    pdfVersion: '1.7',
    subset: 'PDF/UA',
    tagged: true,
    lang: 'sv-SE',
    displayTitle: true,
    font: fonts.regular,
    info: { Title: title, Author: paper.seller.name, Creator: 'ThenorSound', CreationDate: day, ModDate: day },
    // The types know PDF/A alone.
  } as unknown as PDFKit.PDFDocumentOptions);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    pdf.on('data', (chunk: Uint8Array<ArrayBuffer>) => chunks.push(chunk));
    pdf.on('end', resolve);
    pdf.on('error', reject);
  });
  pdf.font(fonts.bold);

  const pen = new Pen(pdf);
  const afterHead = drawHead(pen, paper);
  const afterLines = drawLines(pen, paper, drawReferences(pen, paper, afterHead));
  drawSums(pen, paper, afterLines);
  if (paper.type === 'Invoice') drawPayment(pen, paper);
  drawFooters(pen, paper);
  pen.close();
  pdf.end();
  await ended;
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

const nameOf = ({ type }: Paper): string => (type === 'Invoice' ? 'Faktura' : 'Kreditfaktura');

interface Style {
  size?: number;
  bold?: boolean;
  colour?: string;
  width?: number;
  align?: 'left' | 'right';
}

/** A pen that tags what it writes, so that a reader that speaks knows a heading from a cell, and skips what only adorns. */
class Pen {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #document: PDFKit.PDFStructureElement;

  constructor(pdf: PDFKit.PDFDocument) {
    this.#pdf = pdf;
    this.#document = pdf.struct('Document');
    pdf.addStructure(this.#document);
  }

  /** Writes a text at a place and answers its height. */
  write(text: string, x: number, y: number, style: Style = {}, role = 'P', parent = this.#document): number {
    const written = drawable(text);
    parent.add(this.#pdf.struct(role, {}, () => this.#lay(written, x, y, style)));
    return this.heightOf(written, style);
  }

  /** Writes what is on every page, or adorns. */
  adorn(draw: (pdf: PDFKit.PDFDocument) => void): void {
    this.#pdf.markContent('Artifact', { type: 'Layout' });
    draw(this.#pdf);
    this.#pdf.endMarkedContent();
  }

  /** Writes a picture that says `alt`. */
  picture(alt: string, draw: (pdf: PDFKit.PDFDocument) => void): void {
    this.#document.add(this.#pdf.struct('Figure', { alt }, () => draw(this.#pdf)));
  }

  group(role: string, parent = this.#document): PDFKit.PDFStructureElement {
    const element = this.#pdf.struct(role);
    parent.add(element);
    return element;
  }

  layPlain(text: string, x: number, y: number, style: Style): void {
    this.#lay(drawable(text), x, y, style);
  }

  heightOf(text: string, { size = 9, bold = false, width = WIDTH }: Style): number {
    return this.#pdf
      .font(bold ? BOLD : REGULAR)
      .fontSize(size)
      .heightOfString(drawable(text), { width });
  }

  newPage(): void {
    this.#pdf.addPage();
  }

  /** Goes to each page in turn. */
  onEveryPage(draw: (page: number, pages: number) => void): void {
    const { count } = this.#pdf.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.#pdf.switchToPage(page);
      draw(page + 1, count);
    }
  }

  close(): void {
    this.#document.end();
  }

  #lay(
    text: string,
    x: number,
    y: number,
    { size = 9, bold = false, colour = INK, width = WIDTH, align = 'left' }: Style,
  ): void {
    this.#pdf
      .font(bold ? BOLD : REGULAR)
      .fontSize(size)
      .fillColor(colour)
      .text(text, x, y, { width, align });
  }
}

/** One form for letters with marks, and no character that would break a line where none is meant. */
const drawable = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is taken out
    .replaceAll(/[\u0000-\u001F\u007F]+/g, ' ');

/** Who sells to whom; answers where the address of the buyer ends. */
function drawHead(pen: Pen, paper: Paper): number {
  const { seller, buyer } = paper;
  pen.write(`${nameOf(paper)} ${paper.number}`, WINDOW.x, 44, { size: 17, bold: true, width: RIGHT - WINDOW.x }, 'H1');
  pen.write(seller.name, LEFT, 46, { size: 13, bold: true, width: WINDOW.x - LEFT - 20 });
  if (paper.credits) {
    const original = `Krediterar faktura ${paper.credits.number} av den ${paper.credits.issuedDate}`;
    pen.write(original, WINDOW.x, 70, { bold: true, width: RIGHT - WINDOW.x });
  }
  const address = [
    buyer.name,
    ...(buyer.address === null ? [] : [buyer.address]),
    ...placeOf(buyer),
    ...(buyer.country === 'SE' ? [] : [countryInWords(buyer.country)]),
  ];
  let y = WINDOW.y;
  pen.write('Köpare', WINDOW.x, y - 13, { size: 7.5, colour: FAINT, width: RIGHT - WINDOW.x });
  for (const [place, text] of address.entries()) {
    y += pen.write(text, WINDOW.x, y, { size: 10.5, bold: place === 0, width: RIGHT - WINDOW.x }) + 1;
  }
  return y;
}

const placeOf = ({ zipCode, city, country }: Paper['buyer']): string[] => {
  const code = zipCode !== null && country === 'SE' ? spacedZipCode(zipCode) : zipCode;
  const place = [code, city].filter((part) => part !== null).join(' ');
  return place === '' ? [] : [place];
};

/** Who, when and on what terms; answers where the lines may begin. */
function drawReferences(pen: Pen, paper: Paper, afterHead: number): number {
  const { seller, buyer } = paper;
  const left: (readonly [string, string | null])[] = [
    [paper.type === 'Invoice' ? 'Fakturanummer' : 'Kreditfakturanummer', paper.number],
    [paper.type === 'Invoice' ? 'Fakturadatum' : 'Datum', paper.issuedDate],
    ['Leveransdatum', paper.supplyDate],
    ...(paper.type === 'Invoice' && paper.dueDate !== null
      ? ([
          ['Betalningsvillkor', `${daysBetween(paper.issuedDate, paper.dueDate)} dagar netto`],
          ['Förfallodatum', paper.dueDate],
          ['OCR-nummer', paper.ocr],
        ] as const)
      : []),
  ];
  const right: (readonly [string, string | null])[] = [
    ['Er referens', buyer.invoiceReference ?? buyer.contact],
    ['Vår referens', seller.contact],
    ['Ert organisationsnr', hyphenated(buyer.orgNumber)],
    ['Ert momsreg.nr', buyer.vatNumber],
  ];
  const ends = (
    [
      [left, LEFT, 112],
      [right, WINDOW.x, Math.max(190, afterHead + 12)],
    ] as const
  ).map(([facts, x, top]) => {
    let y = top;
    for (const [label, value] of facts) {
      if (value === null) continue;
      pen.write(label, x, y, { colour: FAINT, width: 96 });
      y += Math.max(13, pen.write(value, x + 98, y, { width: RIGHT - WINDOW.x - 98 }) + 1);
    }
    return y;
  });
  return Math.max(...ends) + 18;
}

const TABLE_SIZE = 8.5;

/** The lines, over as many pages as they need; answers where they end. */
function drawLines(pen: Pen, paper: Paper, top: number): number {
  const table = pen.group('Table');
  let y = drawTitles(pen, table, top);
  for (const line of paper.lines) {
    const cells = columns.map((column) => ({ column, text: column.of(line) }));
    const height = Math.max(
      ...cells.map(({ column, text }) => pen.heightOf(text, { size: TABLE_SIZE, width: column.width })),
    );
    if (y + height > FOOTER_TOP - 16) {
      pen.newPage();
      y = drawTitles(pen, table, LEFT);
    }
    const row = pen.group('TR', table);
    for (const { column, text } of cells) {
      const { x, width, align } = column;
      pen.write(text, x, y, { size: TABLE_SIZE, width, align }, 'TD', row);
    }
    y += height + 5;
    const under = y - 2.5;
    pen.adorn((pdf) => pdf.moveTo(LEFT, under).lineTo(RIGHT, under).lineWidth(0.4).strokeColor(RULE).stroke());
  }
  return y;
}

function drawTitles(pen: Pen, table: PDFKit.PDFStructureElement, y: number): number {
  pen.adorn((pdf) => pdf.rect(LEFT - 6, y - 4, WIDTH + 12, 18).fill(TINT));
  const row = pen.group('TR', table);
  for (const { title, x, width, align } of columns) {
    pen.write(title, x, y, { size: 8, bold: true, width, align }, 'TH', row);
  }
  return y + 21;
}

/** What it comes to, by rate, with why there is no VAT; on a new page where it would run into the payment. */
function drawSums(pen: Pen, paper: Paper, top: number): void {
  const isInvoice = paper.type === 'Invoice';
  const reasons = [...new Set(paper.lines.flatMap(({ exemptionReason }) => exemptionReason ?? []))];
  const sums = [
    ['Summa exkl. moms', amountInWords(paper.amountOre)],
    ...paper.vatBreakdown.map(({ vatCategory, vatRate, amountOre, vatOre }) => [
      vatCategory === 'S'
        ? `Moms ${vatRate} % på ${amountInWords(amountOre)}`
        : `${vatCategory === 'E' ? 'Momsfritt' : 'Omvänd betalningsskyldighet'}, ${amountInWords(amountOre)}`,
      amountInWords(vatOre),
    ]),
    ['Summa moms', amountInWords(paper.vatOre)],
    ['Totalt inkl. moms', amountInWords(paper.totalOre)],
    ...(paper.roundingOre === 0 ? [] : [['Öresavrundning', amountInWords(paper.roundingOre)]]),
  ] as [string, string][];
  const notes = [...reasons, ...(isInvoice ? [] : ['Beloppet tillgodoräknas er. Ingen betalning krävs.'])];
  const height = Math.max(sums.length * 14 + 34, notes.length * 26);
  let y = top + 10;
  if (y + height > FOOTER_TOP - (isInvoice ? PAYMENT_HEIGHT + 20 : 10)) {
    pen.newPage();
    y = LEFT;
  }
  let noteY = y;
  for (const note of notes) noteY += pen.write(note, LEFT, noteY, { width: 240 }) + 4;
  for (const [label, value] of sums) {
    pen.write(label, 300, y, { colour: FAINT, width: 165, align: 'right' });
    pen.write(value, 470, y, { width: RIGHT - 470, align: 'right' });
    y += 14;
  }
  const over = y + 1;
  pen.adorn((pdf) => pdf.moveTo(318, over).lineTo(RIGHT, over).lineWidth(0.8).strokeColor(INK).stroke());
  const toPay = isInvoice ? 'Att betala, SEK' : 'Att tillgodoräkna, SEK';
  pen.write(toPay, 300, y + 7, { size: 11, bold: true, width: 145, align: 'right' });
  pen.write(amountInWords(paper.toPayOre), 450, y + 7, { size: 11, bold: true, width: RIGHT - 450, align: 'right' });
}

/** The box at the foot of the last page from which a Swede pays. */
function drawPayment(pen: Pen, paper: Paper): void {
  const { seller } = paper;
  const top = FOOTER_TOP - PAYMENT_HEIGHT - 8;
  pen.adorn((pdf) => {
    pdf.rect(LEFT - 6, top, WIDTH + 12, PAYMENT_HEIGHT).fill(TINT);
  });
  const facts: [string, string, number, number][] = [
    ['Att betala', `${amountInWords(paper.toPayOre)} SEK`, LEFT + 6, top + 12],
    ['Oss tillhanda senast', paper.dueDate ?? '', LEFT + 156, top + 12],
    ['OCR-nummer (anges vid betalning)', paper.ocr ?? '', LEFT + 6, top + 52],
    ['Betalningsmottagare', seller.name, LEFT + 6, top + 92],
  ];
  if (seller.bankgiro !== null) facts.push(['Bankgiro', hyphenatedBankgiro(seller.bankgiro), LEFT + 276, top + 12]);
  if (seller.plusgiro !== null) {
    facts.push([
      'Plusgiro',
      hyphenatedPlusgiro(seller.plusgiro),
      LEFT + 276,
      seller.bankgiro === null ? top + 12 : top + 52,
    ]);
  }
  for (const [label, value, x, y] of facts) {
    pen.write(label, x, y, { size: 7.5, colour: FAINT, width: 150 });
    const size = label === 'Betalningsmottagare' ? 9 : 12;
    pen.write(value, x, y + 11, { size, bold: true, width: label === 'Betalningsmottagare' ? 370 : 200 });
  }
  const text = paymentQr(paper);
  if (text === null) return;
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const side = 92;
  const module = side / size;
  const x0 = RIGHT - side - 4;
  const y0 = top + 10;
  pen.picture('QR-kod med betalningsuppgifterna, för bankens app', (pdf) => {
    pdf.rect(x0 - 6, y0 - 6, side + 12, side + 12).fill('#ffffff');
    for (const [row, cells] of data.entries()) {
      for (const [column, dark] of cells.entries()) {
        if (dark) pdf.rect(x0 + column * module, y0 + row * module, module, module);
      }
    }
    pdf.fill('#000000');
  });
  pen.write('Betala med QR-koden', x0 - 6, y0 + side + 8, { size: 6.5, colour: FAINT, width: side + 12 });
}

/** Who sells, on every page, and which page it is. */
function drawFooters(pen: Pen, paper: Paper): void {
  const { seller } = paper;
  const blocks = [
    [seller.name, seller.address, `${spacedZipCode(seller.zipCode)} ${seller.city}`],
    [
      `Org.nr ${hyphenated(seller.orgNumber)}`,
      ...(seller.vatNumber === null ? [] : [`Momsreg.nr ${seller.vatNumber}`]),
      ...(seller.fSkatt ? ['Godkänd för F-skatt'] : []),
      ...(seller.seat === null ? [] : [`Säte: ${seller.seat}`]),
    ],
    [...(seller.email === null ? [] : [seller.email]), ...(seller.phone === null ? [] : [seller.phone])],
  ];
  pen.onEveryPage((page, pages) => {
    pen.adorn((pdf) => {
      pdf.moveTo(LEFT, FOOTER_TOP).lineTo(RIGHT, FOOTER_TOP).lineWidth(0.4).strokeColor(RULE).stroke();
      for (const [place, texts] of blocks.entries()) {
        const x = LEFT + place * 175;
        let y = FOOTER_TOP + 8;
        for (const text of texts) {
          const style = { size: 7.5, colour: FAINT, width: 168 };
          pen.layPlain(text, x, y, style);
          y += pen.heightOf(text, style) + 1;
        }
      }
      pen.layPlain(`Sida ${page} (${pages})`, RIGHT - 80, FOOTER_TOP + 41, {
        size: 7.5,
        colour: FAINT,
        width: 80,
        align: 'right',
      });
      if (page > 1) {
        pen.layPlain(`${nameOf(paper)} ${paper.number}`, RIGHT - 240, 26, {
          size: 8,
          colour: FAINT,
          width: 240,
          align: 'right',
        });
      }
    });
  });
}
