const token = /<ADDRESS_[0-9a-z_]+>/i;
const introduced = /\b(?:(?:new|delivery|shipping|correct|right)\s+address(?:\s+(?:is|should be|would be))?|address\s+(?:is|should be)|(?:send|ship|deliver)(?:ed)?\s+(?:it|this|that|the order|my order)?\s*to|(?:change|update)\b[^.?!\n]{0,60}?\baddress\b[^.?!\n]{0,40}?\bto)\s*[:,-]?\s*(.{8,200})/is;

/**
 * The address a customer wrote: a token, where ingestion knew it for one, with what stands beside it on its line; otherwise the words after
 * "address is …" or "ship it to …". `whole`: the message answers the question for the address, so all of it is one.
 */
export function readAddress(text: string, whole: boolean): string | null {
  const known = token.exec(text);
  if (known) return known[0];
  const said = whole ? text : (introduced.exec(text)?.[1] ?? '');
  const line = said.replace(/\s*\n\s*/g, ', ').replace(/[\s.,;!]+$/, '').trim();
  return looksLikeAddress(line) ? line : null;
}

/** A street with its number, or a box, and something after it. */
function looksLikeAddress(line: string): boolean {
  if (line.length < 8 || line.length > 300 || /\?/.test(line)) return false;
  return /\d/.test(line) && /\p{L}{3,}/u.test(line) && line.split(/[\s,]+/).length >= 3;
}
