const object = '(?:previous|prior|above|earlier|all|any|your|the|these|system)';
const order = '(?:instructions?|prompts?|rules|guidelines|guardrails|directives?|policies)';

/** Written to whoever reads a page for somebody else, not to a customer. */
const signs: readonly RegExp[] = [
  new RegExp(`\\b(?:ignore|disregard|forget|override|bypass)\\b.{0,30}\\b${object}\\b.{0,25}\\b${order}\\b`, 'i'),
  new RegExp(`\\b(?:reveal|print|repeat|output|show|leak)\\b.{0,30}\\b(?:system|hidden|initial|secret)\\s+(?:prompt|instructions?|message)`, 'i'),
  /\b(?:dear|attention|note to|message (?:to|for)|instructions? (?:to|for)|if you are|when you are)\b.{0,20}\b(?:an? )?(?:ai|llm|language model|chat ?bot|assistant|support agent bot)s?\b/i,
  /\b(?:ai|llm|chat ?bot|bot|assistant|model)s?\b.{0,20}\b(?:must|should|shall|will) (?:always |never |now |immediately )?(?:refund|approve|reply|respond|answer|say|send|call|ignore|transfer|grant|follow|reveal|tell)\b/i,
  /\b(?:you are|act as|behave as|pretend to be) (?:now )?(?:an? |the )?(?:unrestricted|uncensored|jailbroken|dan\b|developer mode|evil|root|admin bot)/i,
  /\b(?:new|updated|override|additional) (?:system )?(?:instructions?|directives?|prompt)\s*:/i,
  /<\|?(?:im_start|im_end|system|endoftext)\|?>|\[\/?(?:INST|SYS)\]|<<\/?SYS>>|<\/?(?:system|assistant)>|^\s*(?:system|assistant)\s*:/im,
  /\b(?:call|invoke|run|execute|use) (?:the )?(?:tool|function)?\s*`?(?:process_refund|cancel_order|reset_password|update_account|change_address|lookup_account|create_ticket)\b/i,
  /\b(?:do not|don't|never) (?:tell|mention|inform|show)\b.{0,20}\b(?:the )?(?:user|customer|human|operator)s?\b.{0,40}\b(?:this|instruction|message|prompt)/i,
];

/** Zero-width and bidirectional marks hide words from people who check a page. */
const hidden = /[\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF\u{E0000}-\u{E007F}]/gu;

/** The first line of a document that gives orders to a model; undefined: it only informs. */
export function findInstructions(text: string): string | undefined {
  const seen = text.replace(hidden, '');
  const lines = seen.split('\n');
  const line = lines.find((each) => signs.some((sign) => sign.test(each)));
  if (line !== undefined) return clip(line);
  // A sentence may be spread over the lines of a paragraph.
  const paragraph = seen.split(/\n\s*\n/).find((each) => signs.some((sign) => sign.test(each.replaceAll('\n', ' '))));
  return paragraph === undefined ? undefined : clip(paragraph);
}

function clip(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim();
  return plain.length > 120 ? `${plain.slice(0, 117)}...` : plain;
}
