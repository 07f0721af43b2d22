import Builder from 'fast-xml-builder';
import type { Ore } from '#shared/money';
import { orderOf, type Paper, type PaperLine } from '../domain/paper.ts';

/** An element's attributes (`@`), text (`#text`) and children, in the order of the schema; what is undefined is left out. */
type Element = string | Element[] | { [name: string]: Element | undefined };

const CURRENCY = 'SEK';
const BILLING = 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0';
const PROFILE = 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0';
const UBL = 'urn:oasis:names:specification:ubl:schema:xsd';

/** ISO 6523 code of Swedish organization numbers, ten digits without a hyphen (PEPPOL-COMMON-R049). */
const SWEDISH_ORG_NUMBER = '0007';

/** Exactly so (SE-R-005). */
const F_SKATT = 'Godkänd för F-skatt';

/** UNCL 4461: a credit transfer, which with a SE:BANKGIRO or SE:PLUSGIRO branch is how Sweden pays. */
const CREDIT_TRANSFER = '30';

/**
 * An invoice (380) or credit note (381) as Peppol BIS Billing 3 in UBL 2.1. Whether it passes the official rules depends on
 * what it says: `preflightOf` tells.
 */
export function ublOf(paper: Paper): string {
  const root = paper.type === 'Invoice' ? 'Invoice' : 'CreditNote';
  const builder = new Builder({ ignoreAttributes: false, attributeNamePrefix: '@', format: true, indentBy: '  ' });
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    [root]: withoutUndefined({
      '@xmlns': `${UBL}:${root}-2`,
      '@xmlns:cac': `${UBL}:CommonAggregateComponents-2`,
      '@xmlns:cbc': `${UBL}:CommonBasicComponents-2`,
      ...headOf(paper),
      'cac:AccountingSupplierParty': { 'cac:Party': sellerOf(paper) },
      'cac:AccountingCustomerParty': { 'cac:Party': buyerOf(paper) },
      'cac:Delivery': paper.supplyDate === null ? undefined : { 'cbc:ActualDeliveryDate': paper.supplyDate },
      'cac:PaymentMeans': paper.type === 'Invoice' ? paymentMeansOf(paper) : undefined,
      // A credit note has no due day in UBL, and what is neither due nor has terms was refused by the rules until May 2026.
      'cac:PaymentTerms': paper.type === 'Invoice' ? undefined : { 'cbc:Note': 'Att tillgodoräkna' },
      'cac:TaxTotal': taxTotalOf(paper),
      'cac:LegalMonetaryTotal': {
        'cbc:LineExtensionAmount': money(paper.amountOre),
        'cbc:TaxExclusiveAmount': money(paper.amountOre),
        'cbc:TaxInclusiveAmount': money(paper.totalOre),
        'cbc:PayableRoundingAmount': paper.roundingOre === 0 ? undefined : money(paper.roundingOre),
        'cbc:PayableAmount': money(paper.toPayOre),
      },
      [`cac:${root}Line`]: paper.lines.map((line, place) => lineOf(line, place, paper.type)),
    }),
  });
}

function headOf(paper: Paper): Record<string, Element | undefined> {
  const isInvoice = paper.type === 'Invoice';
  const { credits } = paper;
  const order = orderOf(paper);
  return {
    'cbc:CustomizationID': BILLING,
    'cbc:ProfileID': PROFILE,
    'cbc:ID': paper.number,
    'cbc:IssueDate': paper.issuedDate,
    'cbc:DueDate': isInvoice ? (paper.dueDate ?? undefined) : undefined,
    ...(isInvoice ? { 'cbc:InvoiceTypeCode': '380' } : { 'cbc:CreditNoteTypeCode': '381' }),
    'cbc:Note': credits ? `Krediterar faktura ${credits.number} av den ${credits.issuedDate}` : undefined,
    'cbc:DocumentCurrencyCode': CURRENCY,
    'cbc:BuyerReference': words(paper.buyer.invoiceReference ?? paper.buyer.contact),
    // The booking is the order: the buyer made it, and its number is in the buyer's hands (PEPPOL-EN16931-R003).
    'cac:OrderReference': order === null ? undefined : { 'cbc:ID': order },
    'cac:BillingReference': credits
      ? { 'cac:InvoiceDocumentReference': { 'cbc:ID': credits.number, 'cbc:IssueDate': credits.issuedDate } }
      : undefined,
  };
}

function sellerOf({ seller }: Paper): Element {
  return {
    'cbc:EndpointID': { '@schemeID': SWEDISH_ORG_NUMBER, '#text': seller.orgNumber },
    'cac:PartyName': { 'cbc:Name': words(seller.name) },
    'cac:PostalAddress': addressOf(seller),
    'cac:PartyTaxScheme': [
      ...(seller.vatNumber === null ? [] : [taxScheme(seller.vatNumber, 'VAT')]),
      ...(seller.fSkatt ? [taxScheme(F_SKATT, 'TAX')] : []),
    ],
    'cac:PartyLegalEntity': {
      'cbc:RegistrationName': words(seller.name),
      'cbc:CompanyID': { '@schemeID': SWEDISH_ORG_NUMBER, '#text': seller.orgNumber },
      'cbc:CompanyLegalForm': seller.seat === null ? undefined : `Säte: ${words(seller.seat)}`,
    },
    'cac:Contact': contactOf(seller),
  };
}

function buyerOf({ buyer }: Paper): Element {
  // A Peppol id is its scheme, a colon and the number in that scheme.
  const [scheme, ...id] = (buyer.peppolId ?? `${SWEDISH_ORG_NUMBER}:${buyer.orgNumber}`).split(':');
  return {
    'cbc:EndpointID': { '@schemeID': scheme, '#text': id.join(':') },
    'cac:PartyName': { 'cbc:Name': words(buyer.name) },
    'cac:PostalAddress': addressOf(buyer),
    'cac:PartyTaxScheme': buyer.vatNumber === null ? undefined : taxScheme(buyer.vatNumber, 'VAT'),
    'cac:PartyLegalEntity': {
      'cbc:RegistrationName': words(buyer.name),
      'cbc:CompanyID': { '@schemeID': SWEDISH_ORG_NUMBER, '#text': buyer.orgNumber },
    },
    'cac:Contact': contactOf({ contact: buyer.contact, phone: null, email: null }),
  };
}

const addressOf = (party: {
  address: string | null;
  zipCode: string | null;
  city: string | null;
  country: string;
}) => ({
  'cbc:StreetName': words(party.address),
  'cbc:CityName': words(party.city),
  'cbc:PostalZone': words(party.zipCode),
  'cac:Country': { 'cbc:IdentificationCode': party.country },
});

const taxScheme = (id: string, scheme: 'VAT' | 'TAX'): Element => ({
  'cbc:CompanyID': id,
  'cac:TaxScheme': { 'cbc:ID': scheme },
});

function contactOf(party: { contact: string | null; phone: string | null; email: string | null }): Element | undefined {
  const contact = {
    'cbc:Name': words(party.contact),
    'cbc:Telephone': words(party.phone),
    'cbc:ElectronicMail': words(party.email),
  };
  return Object.values(contact).some((value) => value !== undefined) ? contact : undefined;
}

function paymentMeansOf({ seller, ocr }: Paper): Element {
  const giro = (account: string, branch: string) => ({
    'cbc:PaymentMeansCode': CREDIT_TRANSFER,
    'cbc:PaymentID': ocr ?? undefined,
    'cac:PayeeFinancialAccount': {
      'cbc:ID': account,
      'cac:FinancialInstitutionBranch': { 'cbc:ID': branch },
    },
  });
  return [
    ...(seller.bankgiro === null ? [] : [giro(seller.bankgiro, 'SE:BANKGIRO')]),
    ...(seller.plusgiro === null ? [] : [giro(seller.plusgiro, 'SE:PLUSGIRO')]),
  ];
}

function taxTotalOf(paper: Paper): Element {
  return {
    'cbc:TaxAmount': money(paper.vatOre),
    'cac:TaxSubtotal': paper.vatBreakdown.map(({ vatCategory, vatRate, amountOre, vatOre }) => ({
      'cbc:TaxableAmount': money(amountOre),
      'cbc:TaxAmount': money(vatOre),
      'cac:TaxCategory': {
        'cbc:ID': vatCategory,
        'cbc:Percent': String(vatRate),
        'cbc:TaxExemptionReasonCode': vatCategory === 'AE' ? 'VATEX-EU-AE' : undefined,
        // Article 380 with annex X part B has no code in the list: the law is named in words (BT-120).
        'cbc:TaxExemptionReason': words(reasonsOf(paper, vatCategory)),
        'cac:TaxScheme': { 'cbc:ID': 'VAT' },
      },
    })),
  };
}

const reasonsOf = ({ lines }: Paper, category: PaperLine['vatCategory']): string =>
  [...new Set(lines.filter((line) => line.vatCategory === category).map((line) => line.exemptionReason ?? ''))]
    .filter((reason) => reason !== '')
    .join('. ');

function lineOf(line: PaperLine, place: number, type: Paper['type']): Element {
  return {
    'cbc:ID': String(place + 1),
    [type === 'Invoice' ? 'cbc:InvoicedQuantity' : 'cbc:CreditedQuantity']: {
      '@unitCode': line.unit,
      '#text': String(line.quantityHundredths / 100),
    },
    'cbc:LineExtensionAmount': money(line.amountOre),
    'cac:Item': {
      'cbc:Name': words(line.description),
      'cac:ClassifiedTaxCategory': {
        'cbc:ID': line.vatCategory,
        'cbc:Percent': String(line.vatRate),
        'cac:TaxScheme': { 'cbc:ID': 'VAT' },
      },
    },
    'cac:Price': {
      'cbc:PriceAmount': money(line.unitPriceOre),
      'cbc:BaseQuantity':
        line.priceBase === 1 ? undefined : { '@unitCode': line.unit, '#text': String(line.priceBase) },
    },
  };
}

/** SEK with two decimals, the form in which öre are exact. */
const money = (amount: Ore): Element => ({ '@currencyID': CURRENCY, '#text': (amount / 100).toFixed(2) });

/** Text on one line without what XML 1.0 cannot carry; undefined where nothing is left (PEPPOL-EN16931-R008). */
function words(text: string | null): string | undefined {
  const clean = (text ?? '')
    .toWellFormed()
    // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is taken out
    .replaceAll(/[\u0000-\u001F\u007F\uFFFE\uFFFF\s]+/g, ' ')
    .trim();
  return clean === '' ? undefined : clean;
}

/** The builder would write an empty element for what is not there. */
function withoutUndefined(element: Element): Element {
  if (typeof element === 'string') return element;
  if (Array.isArray(element)) return element.map(withoutUndefined);
  return Object.fromEntries(
    Object.entries(element).flatMap(([name, value]) => (value === undefined ? [] : [[name, withoutUndefined(value)]])),
  );
}
