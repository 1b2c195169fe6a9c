const relatives = '(?:husband|wife|partner|boyfriend|girlfriend|mother|mom|mum|father|dad|parents?|sister|brother|son|daughter|friend|flatmate|roommate|colleague|coworker|neighbou?r|boss|grand(?:ma|pa|mother|father)|aunt|uncle|cousin)';
const ofAnother = new RegExp(
  [
    `\\b(?:his|her)\\s+(?:e-?mail|address|phone|number|password|account|card|details)\\b`,
    `\\b${relatives}(?:'?s)?\\s+(?:e-?mail|address|phone|number|password|account|card|details)\\b`,
    `\\b(?:gave|given|have|has|got)\\s+(?:me\\s+)?(?:his|her|their|the)?\\s*(?:permission|consent|authori[sz]ation)\\b`,
    `\\bon (?:his|her|their|my ${relatives}'?s?) behalf\\b`,
    `\\b(?:his|her|my ${relatives}'?s) order\\b`,
    `\\b(?:not|isn'?t) (?:in|under|on) my (?:name|account)\\b|\\b(?:in|under) (?:his|her|someone else'?s|another) (?:name|account)\\b`,
    `\\b(?:it'?s|that'?s|is|belongs to) my ${relatives}'?s?\\b`,
  ].join('|'),
  'i',
);

/** Whether a message is about somebody else's account, with or without their leave. */
export function speaksForAnother(text: string): boolean {
  return ofAnother.test(text);
}
