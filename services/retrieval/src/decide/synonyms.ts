import { stemWord } from './stem-word.js';

/** What customers and shops call the same. Each line is one meaning, closest first; a phrase is read as its first single word. */
const meanings = [
  'refund | reimbursement | money back guarantee | money back | my money | cash back | repay | credited back',
  'return | send back | give back | bring back | ship back',
  'exchange | swap | replacement | replace | trade',
  'parcel | package | shipment | box | consignment',
  'delivery | shipping | arrive | postage | dispatch | ship | deliver',
  'times | time | days | how long does | how long do | how long will | how long until | how many days | how soon | how fast | how quickly',
  'late | delay | overdue | behind schedule | taking so long | taking forever',
  'lost | missing | never arrived | never came | disappeared | gone missing | not received',
  'damaged | broken | faulty | defective | cracked | torn | ripped | scratched | dented | stopped working | smashed',
  'cancel | call off | stop my order | abort',
  'invoice | receipt | bill',
  'price | cost | fee | charge | how expensive | how much',
  'charge | deducted | billed | taken twice',
  'voucher | coupon | promo | discount | promotion | offers | sales | deal',
  'password | passcode | login details',
  'sign | log | login | signin',
  'account | profile',
  'e-mail | mail | inbox',
  'phone | telephone | call | number | hotline',
  'opening | hours | open | closed',
  'shop | store | showroom',
  'warranty | guarantee | guaranteed',
  'repair | fix | mend | spare part',
  'wash | clean | launder | washing machine',
  'water | waterproof | rain | wet | watertight',
  'size | fit | measurements | measure | dimension',
  'weight | weigh | heavy | light | lightweight',
  'stock | available | availability | sold out | restock',
  'customs | duty | import tax',
  'contact | customer service | customer care | customer support | client service | support team | call center | call centre | helpline | help desk | live support',
  'european | eu | europe',
  'declined | failed | fail | rejected | error | issue | trouble | problem',
  'working | operational | functioning | timings',
  'break-in | hacked | hack | compromised | hijacked',
  'abroad | international | overseas | country | countries | worldwide | foreign',
  'delete | close | remove | erase | deactivate',
  'complaint | complain | feedback | dissatisfied | unhappy',
  'holiday | christmas | xmas | easter | thanksgiving',
  'flying | plane | airplane | aircraft | flight | hand luggage | carry-on',
  'recycling | recycle | old gear | take-back',
  'match | cheaper | cheaper elsewhere | competitor',
  'job | hiring | vacancy | career | apply',
  'run | battery life | last',
  'create | sign up | register | registration | open an account',
  'crypto | bitcoin | cash | cheque | not accepted',
  'two-step | two-factor | 2fa | verification | authenticator',
  'color | colour',
  'birthday | date of birth',
  'wholesale | bulk | reseller | b2b | corporate | company order',
  'courier | carrier | driver | ups | fedex | dhl',
  'track | tracking | follow',
  'gift card | giftcard | store credit',
  'pay | payment | paypal | visa | mastercard | klarna | instalment | credit card',
  'loyalty | points | rewards | membership | member',
  'privacy | gdpr | personal data',
  'newsletter | unsubscribe | marketing mail | mailing list',
  'tent | shelter',
  'torch | headlamp | flashlight | headlight',
  'bottle | flask',
  'boot | shoe | footwear',
  'jacket | coat | anorak | raincoat',
  'backpack | rucksack | pack',
  'stove | burner | cooker',
  'pan | pot | cookware',
  'temperature | warm | cold | degrees | celsius | fahrenheit',
  'battery | batteries | rechargeable',
  'sustainable | sustainability | eco | recycled | environment | carbon',
];

/** Read as one word by `readWords`. */
const hyphen = /(?<=\b(?:e|two))-/g;

const phrases: [pattern: RegExp, word: string][] = [];
const alternatives = new Map<string, Set<string>>();

for (const meaning of meanings) {
  const terms = meaning.split(' | ').map((term) => term.replaceAll(hyphen, ''));
  const single = terms.filter((term) => !term.includes(' '));
  for (const term of terms) if (term.includes(' ')) phrases.push([new RegExp(`\\b${term}\\b`, 'gi'), ` ${single[0] ?? ''} `]);
  const stems = [...new Set(single.map(stemWord))];
  for (const stem of stems) {
    const others = alternatives.get(stem) ?? new Set();
    for (const other of stems) if (other !== stem) others.add(other);
    alternatives.set(stem, others);
  }
}

/** Replaces phrases by the one word that documents use: "money back" by "refund", "Spain" by "EU". */
export function nameMeanings(text: string): string {
  return phrases.reduce((said, [pattern, word]) => said.replace(pattern, word), text.replace(europe, ' EU ').replace(/\bshipments?\b/gi, ' parcel ').replace(sentBack, ' return ').replace(noAccount, ' create account ').replace(openAccount, ' create account '));
}

/** Other stems that may stand for this one. */
export function alternativesOf(stem: string): ReadonlySet<string> {
  return alternatives.get(stem) ?? none;
}

/** Member states of the Union, as shops name them all at once. */
const europe =
  /\b(?:austria|belgium|bulgaria|croatia|cyprus|czechia|czech republic|denmark|estonia|finland|france|germany|greece|hungary|ireland|italy|latvia|lithuania|luxembourg|malta|netherlands|holland|poland|portugal|romania|slovakia|slovenia|spain|sweden)\b/gi;

/** "Send it back", "give the boots back". */
const sentBack = /\b(?:send|give|bring|ship)(?:ing)? (?:\w+ ){1,2}back\b/gi;

/** Who has no account wants one. */
const noAccount = /\b(?:(?:don'?t|do not|haven'?t|have not) (?:have|got|own)|i(?:'ve| have)? (?:got )?(?:no|not got)|without|not an?|not) (?:\w+ ){0,3}(?:accounts?|profile|registered)\b/gi;

const openAccount = /\bopen(?:ing)? (?:\w+ ){0,3}(?:accounts?|profile)\b|\b(?:accounts?|profile)\b.{0,20}\bopen (?:an?|one|it|another)\b/gi;

const none: ReadonlySet<string> = new Set();
