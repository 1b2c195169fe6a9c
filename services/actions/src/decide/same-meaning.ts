import { stemOf } from './words-of.js';

/** What customers and documents call the same, the word that stands for all of them first. */
const groups = [
  'ship shipping delivery deliver delivered postage dispatch',
  'cost price pricing fee charge expensive cheap costs prices',
  'refund reimbursement reimburse rebate moneyback',
  'return returning sendback',
  'exchange swap replacement replace',
  'parcel package shipment box consignment',
  'late delay delayed overdue',
  'damaged broken faulty defective cracked torn damage',
  'invoice receipt bill billing',
  'discount voucher coupon promo promotion promotional',
  'password passcode',
  'sign login signin log logging',
  'register registration signup create',
  'account profile',
  'mail email inbox',
  'phone telephone call hotline helpline calling',
  'contact reach support customer service center centre helpdesk',
  'hour hours opening',
  'warranty guarantee guaranteed',
  'wash clean washing',
  'size sizing fit measurement',
  'weight weigh heavy',
  'stock available availability restock',
  'pay payment payments paying paid',
  'cancel cancellation cancelling canceling',
  'penalty fine',
  'change edit modify update correct correction switch amend alter',
  'delete erase deactivate',
  'complaint complain claim consumer grievance',
  'review feedback opinion comment',
  'newsletter subscription subscribe mailing',
  'abroad international overseas worldwide foreign',
  'eu european europe germany france spain italy austria netherlands belgium poland portugal ireland sweden denmark finland greece czechia hungary romania',
  'waterproof rainproof watertight',
  'declined rejected refused failed fail problem error issue trouble',
  'store shop showroom outlet',
];

const standsFor = new Map(groups.flatMap((group) => {
  const [first = '', ...others] = group.split(' ');
  return [first, ...others].map((word): [string, string] => [stemOf(word), stemOf(first)]);
}));

/** A stem as the one that stands for all with its meaning. */
export function sameMeaning(stem: string): string {
  return standsFor.get(stem) ?? stem;
}
