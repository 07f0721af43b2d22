import { hasValidCheckDigit } from '#shared/luhn';
import { divideHalfUp } from '#shared/money';
import { orderOf, type Paper, type PaperLine } from './paper.ts';
import { vatOf } from './totals.ts';

/** Something that the official rules, or the law, would find in an invoice. */
export interface Finding {
  /** The rule's own name: of EN 16931 (`BR-…`), Peppol (`PEPPOL-…`), Sweden in Peppol (`SE-R-…`), or `ML-17-24-…`. */
  rule: string;
  /** Camel-case path in the invoice as the API shows it. */
  field: string;
  message: string;
  /** `fatal` keeps an invoice from being sent, or from being complete before the law; a `warning` does not. */
  severity: 'fatal' | 'warning';
}

/** What a Draft may lack as well. */
export type Unissued = Omit<Paper, 'number' | 'issuedDate' | 'seller' | 'buyer'> & {
  [Field in 'number' | 'issuedDate' | 'seller' | 'buyer']: Paper[Field] | null;
};

type Check = (paper: Unissued) => Finding[];

const fatal = (rule: string, field: string, message: string): Finding => ({ rule, field, message, severity: 'fatal' });
const warning = (rule: string, field: string, message: string): Finding => ({
  rule,
  field,
  message,
  severity: 'warning',
});

/** The findings about one that hold. */
const found = (...findings: (Finding | false)[]): Finding[] => findings.filter((finding) => finding !== false);

const blank = (text: string | null): boolean => text === null || text.trim() === '';

/**
 * What the official rules of Peppol BIS Billing 3 (May 2026) and ML 17 kap. 24 § would find in an invoice, before it is
 * issued and cannot be mended any more. test/peppol-rules.test.ts holds it against the official rules themselves.
 */
export const preflightOf = (paper: Unissued): Finding[] =>
  [checkHead, checkSeller, checkBuyer, checkPayment, checkLines, checkVat, checkSums].flatMap((check) => check(paper));

/** A day that the calendar has. */
function isDay(day: string): boolean {
  const instant = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, 10) === day;
}

const checkHead: Check = (paper) => [
  ...found(
    ...['BR-02', 'PEPPOL-EN16931-R008'].map(
      (rule) =>
        paper.number !== null && blank(paper.number) && fatal(rule, 'invoiceNumber', 'The invoice needs a number'),
    ),
    paper.issuedDate !== null &&
      !isDay(paper.issuedDate) &&
      fatal('BR-03', 'issuedDate', 'The day of issue must be a day, YYYY-MM-DD'),
    paper.supplyDate === null && fatal('ML-17-24-8', 'supplyDate', 'The invoice must say when the work was done'),
    paper.lines.length === 0 && fatal('BR-16', 'lines', 'The invoice needs at least one line'),
    paper.type === 'CreditNote' &&
      paper.credits === null &&
      fatal('ML-17-22', 'creditsInvoiceId', 'A credit note must name the invoice that it credits'),
  ),
];

const checkSeller: Check = ({ seller, lines }) => {
  if (seller === null) {
    return [fatal('BR-06', 'seller', 'Nobody can sell this: neither the crew company nor the platform is complete')];
  }
  const taxed = lines.find(({ vatCategory }) => vatCategory !== 'E');
  const { vatNumber } = seller;
  return found(
    blank(seller.name) && fatal('BR-06', 'seller.name', 'The seller needs a name'),
    blank(seller.address) && fatal('ML-17-24-5', 'seller.address', 'The seller needs an address'),
    blank(seller.zipCode) && fatal('ML-17-24-5', 'seller.zipCode', 'The seller needs a postal code'),
    blank(seller.city) && fatal('ML-17-24-5', 'seller.city', 'The seller needs a town'),
    ...orgNumberOf(seller.orgNumber, 'seller.orgNumber'),
    taxed !== undefined &&
      vatNumber === null &&
      fatal('ML-17-24-3', 'seller.vatNumber', 'Taxed lines need the seller’s VAT number'),
    taxed !== undefined &&
      vatNumber === null &&
      !seller.fSkatt &&
      fatal(`BR-${taxed.vatCategory}-02`, 'seller.vatNumber', 'Taxed lines need the seller’s VAT number'),
    taxed === undefined &&
      lines.length > 0 &&
      vatNumber === null &&
      !seller.fSkatt &&
      fatal('BR-E-02', 'seller.vatNumber', 'Exempt lines need the seller’s VAT number or F-skatt'),
    vatNumber !== null &&
      seller.country === 'SE' &&
      vatNumber.length !== 14 &&
      fatal('SE-R-001', 'seller.vatNumber', 'A Swedish VAT number has 14 characters'),
    vatNumber !== null &&
      seller.country === 'SE' &&
      !/^..\d{12}$/.test(vatNumber) &&
      fatal('SE-R-002', 'seller.vatNumber', 'A Swedish VAT number ends with 12 digits'),
    vatNumber !== null &&
      !/^[A-Z]{2}/.test(vatNumber) &&
      fatal('BR-CO-09', 'seller.vatNumber', 'A VAT number begins with its country'),
    !isCountry(seller.country) && fatal('BR-CL-14', 'seller.country', 'The seller’s country must be one of ISO 3166'),
    blank(seller.contact) &&
      blank(seller.email) &&
      blank(seller.phone) &&
      warning('BG-6', 'seller.contact', 'Buyers ask for a person, an e-mail address or a phone number to turn to'),
  );
};

const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
const isCountry = (code: string): boolean => /^[A-Z]{2}$/.test(code) && regions.of(code) !== undefined;

const checkBuyer: Check = (paper) => {
  const { buyer, lines } = paper;
  if (buyer === null) return [fatal('BR-07', 'buyer', 'The invoice needs a buyer')];
  const [scheme = '', ...rest] = (buyer.peppolId ?? `0007:${buyer.orgNumber}`).split(':');
  const endpoint = rest.join(':');
  const reverse = lines.some(({ vatCategory }) => vatCategory === 'AE');
  return found(
    blank(buyer.name) && fatal('BR-07', 'buyer.name', 'The buyer needs a name'),
    blank(buyer.address) && fatal('ML-17-24-6', 'buyer.address', 'The buyer needs an address'),
    blank(buyer.zipCode) && fatal('ML-17-24-6', 'buyer.zipCode', 'The buyer needs a postal code'),
    blank(buyer.city) && fatal('ML-17-24-6', 'buyer.city', 'The buyer needs a town'),
    !isCountry(buyer.country) && fatal('BR-CL-14', 'buyer.country', 'The buyer’s country must be one of ISO 3166'),
    ...orgNumberOf(buyer.orgNumber, 'buyer.orgNumber'),
    blank(endpoint) && fatal('PEPPOL-EN16931-R010', 'buyer.peppolId', 'The buyer needs an electronic address'),
    // CEN and Peppol have this rule each.
    ...['BR-CL-25', 'PEPPOL-EN16931-CL008'].map(
      (rule) =>
        !endpointSchemes.has(scheme) &&
        fatal(rule, 'buyer.peppolId', `${scheme} is not a scheme of electronic addresses (EAS)`),
    ),
    buyer.peppolId !== null &&
      scheme === '0007' &&
      !isOrgNumber(endpoint) &&
      fatal(
        'PEPPOL-COMMON-R049',
        'buyer.peppolId',
        'A Peppol id of scheme 0007 is an organization number of ten digits',
      ),
    scheme === '0088' &&
      !(/^\d+$/.test(endpoint) && hasGlnCheckDigit(endpoint)) &&
      fatal('PEPPOL-COMMON-R040', 'buyer.peppolId', 'A Peppol id of scheme 0088 is a GLN with a right check digit'),
    blank(buyer.invoiceReference ?? buyer.contact) &&
      orderOf(paper) === null &&
      fatal(
        'PEPPOL-EN16931-R003',
        'buyer.invoiceReference',
        'The buyer’s reference is needed, or a booking as the order',
      ),
    blank(buyer.invoiceReference) &&
      warning('BT-10', 'buyer.invoiceReference', 'Larger buyers send an invoice back that lacks their reference'),
    reverse &&
      buyer.vatNumber === null &&
      fatal('ML-17-24-4', 'buyer.vatNumber', 'A reverse charge needs the buyer’s VAT number'),
    buyer.vatNumber !== null &&
      !/^[A-Z]{2}/.test(buyer.vatNumber) &&
      fatal('BR-CO-09', 'buyer.vatNumber', 'A VAT number begins with its country'),
  );
};

const isOrgNumber = (digits: string): boolean => /^\d{10}$/.test(digits) && hasValidCheckDigit(digits);

function orgNumberOf(orgNumber: string, field: string): Finding[] {
  const isSeller = field.startsWith('seller');
  return found(
    !isOrgNumber(orgNumber) &&
      fatal('PEPPOL-COMMON-R049', field, 'An organization number has ten digits, the last a check digit'),
    isSeller && !/^\d+$/.test(orgNumber) && fatal('SE-R-003', field, 'A Swedish organization number is numeric'),
    isSeller && orgNumber.length !== 10 && fatal('SE-R-004', field, 'A Swedish organization number has ten characters'),
    isSeller && !isOrgNumber(orgNumber) && fatal('SE-R-013', field, 'The last digit must be the check digit'),
  );
}

/** GS1: weights 3 and 1 from the right. */
function hasGlnCheckDigit(digits: string): boolean {
  const sum = digits
    .slice(0, -1)
    .split('')
    .toReversed()
    .reduce((sum, digit, place) => sum + Number(digit) * (place % 2 ? 1 : 3), 0);
  return digits.length > 1 && (10 - (sum % 10)) % 10 === Number(digits.at(-1));
}

/** EAS as of May 2026, as far as this system's buyers can have an address in it: national registers, VAT numbers, GLN. */
const endpointSchemes = new Set(
  (
    '0002 0007 0009 0060 0088 0096 0106 0130 0135 0142 0151 0177 0183 0184 0188 0190 0191 0192 0193 0195 0196 0198 0199 ' +
    '0200 0201 0202 0204 0208 0209 0210 0211 0212 0213 0215 0216 0218 0221 0230 9910 9913 9914 9915 9918 9919 9920 9922 ' +
    '9923 9924 9925 9926 9927 9928 9929 9930 9931 9932 9933 9934 9935 9936 9937 9938 9939 9940 9941 9942 9943 9944 9945 ' +
    '9946 9947 9948 9949 9950 9951 9952 9953 9957 9959'
  ).split(' '),
);

const checkPayment: Check = ({ type, seller, dueDate, toPayOre, issuedDate }) => {
  if (type === 'CreditNote' || seller === null) return [];
  const { bankgiro, plusgiro } = seller;
  return found(
    bankgiro === null &&
      plusgiro === null &&
      fatal('BR-50', 'seller.bankgiro', 'The seller needs a Bankgiro or Plusgiro'),
    bankgiro !== null &&
      !/^\d+$/.test(bankgiro) &&
      warning('SE-R-008', 'seller.bankgiro', 'A Bankgiro number is numeric'),
    bankgiro !== null &&
      !/^.{7,8}$/.test(bankgiro) &&
      warning('SE-R-009', 'seller.bankgiro', 'A Bankgiro number has 7 or 8 digits'),
    plusgiro !== null &&
      !/^\d+$/.test(plusgiro) &&
      warning('SE-R-007', 'seller.plusgiro', 'A Plusgiro number is numeric'),
    plusgiro !== null &&
      !/^.{2,8}$/.test(plusgiro) &&
      warning('SE-R-010', 'seller.plusgiro', 'A Plusgiro number has 2 to 8 digits'),
    issuedDate !== null &&
      toPayOre > 0 &&
      dueDate === null &&
      fatal('BR-CO-25', 'dueDate', 'What is to be paid is due on a day'),
  );
};

const checkLines: Check = ({ lines }) => lines.flatMap((line, place) => checkLine(line, `lines[${place}]`));

function checkLine(line: PaperLine, field: string): Finding[] {
  const { quantityHundredths, unitPriceOre, priceBase, amountOre } = line;
  const product =
    priceBase > 0 && unitPriceOre >= 0 && quantityHundredths >= 0
      ? divideHalfUp(BigInt(unitPriceOre) * BigInt(quantityHundredths), 100 * priceBase)
      : null;
  return found(
    blank(line.description) && fatal('BR-25', `${field}.description`, 'A line must say what was sold'),
    unitPriceOre < 0 && fatal('BR-27', `${field}.unitPrice`, 'A price is not negative'),
    priceBase <= 0 && fatal('PEPPOL-EN16931-R121', `${field}.unitPrice`, 'The base of a price is above zero'),
    product !== null &&
      Math.abs(product - amountOre) > 2 &&
      fatal('PEPPOL-EN16931-R120', `${field}.amount`, 'The amount is quantity times price, to two öre'),
    line.vatCategory === 'S' && line.vatRate <= 0 && fatal('BR-S-05', `${field}.vatRate`, 'A taxed line has a rate'),
    line.vatCategory === 'S' &&
      ![25, 12, 6].includes(line.vatRate) &&
      fatal('SE-R-006', `${field}.vatRate`, 'Swedish rates are 25, 12 and 6 %'),
    line.vatCategory === 'E' &&
      line.vatRate !== 0 &&
      fatal('BR-E-05', `${field}.vatRate`, 'An exempt line has the rate 0'),
    line.vatCategory === 'AE' &&
      line.vatRate !== 0 &&
      fatal('BR-AE-05', `${field}.vatRate`, 'A reverse charge has the rate 0'),
    line.vatCategory === 'E' &&
      blank(line.exemptionReason) &&
      fatal('BR-E-10', `${field}.exemptionReason`, 'An exempt line says by which law'),
    line.vatCategory === 'AE' &&
      blank(line.exemptionReason) &&
      fatal('ML-17-24-14', `${field}.exemptionReason`, 'A reverse charge says so'),
  );
}

const checkVat: Check = ({ lines, vatBreakdown }) => {
  const keyOf = ({ vatCategory, vatRate }: { vatCategory: string; vatRate: number }) => `${vatCategory} ${vatRate}`;
  return [
    ...(vatBreakdown.length === 0 ? ['BR-CO-18', 'PEPPOL-EN16931-R053', 'PEPPOL-EN16931-R054'] : []).map((rule) =>
      fatal(rule, 'vatBreakdown', 'The sums of VAT are missing'),
    ),
    ...lines.flatMap((line, place) =>
      found(
        !vatBreakdown.some((part) => keyOf(part) === keyOf(line)) &&
          fatal(`BR-${line.vatCategory}-01`, `lines[${place}].vatRate`, 'The rate is missing from the sums of VAT'),
      ),
    ),
    ...vatBreakdown.flatMap((part, place) => {
      const amount = sumOf(lines.filter((line) => keyOf(line) === keyOf(part)).map((line) => line.amountOre));
      const field = `vatBreakdown[${place}]`;
      const vat = part.amountOre >= 0 && part.vatRate >= 0 ? vatOf(part.amountOre, part.vatRate) : part.vatOre;
      return found(
        part.amountOre !== amount &&
          fatal(`BR-${part.vatCategory}-08`, `${field}.amount`, 'The base is the sum of its lines'),
        part.vatCategory !== 'S' &&
          part.vatOre !== 0 &&
          fatal(`BR-${part.vatCategory}-09`, `${field}.vatAmount`, 'Where no VAT is charged there is none'),
        part.vatOre !== vat && fatal('BR-CO-17', `${field}.vatAmount`, 'VAT is base times rate'),
        part.vatCategory === 'S' &&
          part.vatOre !== vat &&
          fatal('BR-S-09', `${field}.vatAmount`, 'VAT is base times rate'),
      );
    }),
  ];
};

const checkSums: Check = (paper) =>
  found(
    paper.amountOre !== sumOf(paper.lines.map((line) => line.amountOre)) &&
      fatal('BR-CO-10', 'amount', 'The net is the sum of the lines'),
    paper.vatOre !== sumOf(paper.vatBreakdown.map((part) => part.vatOre)) &&
      fatal('BR-CO-14', 'vatAmount', 'The VAT is the sum of its parts'),
    paper.totalOre !== paper.amountOre + paper.vatOre && fatal('BR-CO-15', 'totalAmount', 'The total is net and VAT'),
    paper.toPayOre !== paper.totalOre + paper.roundingOre &&
      fatal('BR-CO-16', 'amountToPay', 'To pay is the total, rounded'),
  );

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
