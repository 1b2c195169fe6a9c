import type { CheckedDocument, Finding } from './finding.js';

const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const month = `(?:${months.join('|')}|${months.map((name) => name.slice(0, 3)).join('|')})\\.?`;
const date = `(\\d{4}-\\d\\d-\\d\\d|\\d{1,2}(?:st|nd|rd|th)? ${month},? \\d{4}|${month} \\d{1,2}(?:st|nd|rd|th)?,? \\d{4})`;
const ending = new RegExp(`\\b(?:until|till|through|ends?(?: on)?|expires?(?: on)?|expired(?: on)?|valid to|before|by|last day is|closes?(?: on)?)\\s+(?:the )?${date}`, 'gi');

/** Documents whose own day of expiry is over, or that promise something until a day that is over. */
export function findExpired(documents: readonly CheckedDocument[], now: Date): Finding[] {
  const today = now.toISOString().slice(0, 10);
  return documents.flatMap(({ id, body, expires }) => {
    if (expires && expires < today) return [finding(id, `${id} expired on ${expires}: remove it, or give it a new day.`)];
    const over = [...body.matchAll(ending)].find(([, day]) => (dayOf(day!) ?? today) < today);
    return over ? [finding(id, `${id} says "${over[0]}", and that day is over: remove it, or write what holds now.`)] : [];
  });
}

function finding(id: string, message: string): Finding {
  return { kind: 'expired', documents: [id], message };
}

function dayOf(text: string): string | undefined {
  if (/^\d{4}-/.test(text)) return text;
  const year = /\d{4}$/.exec(text)?.[0];
  const day = /\b(\d{1,2})(?:st|nd|rd|th)?\b/.exec(text)?.[1];
  const at = months.findIndex((name) => new RegExp(`\\b${name.slice(0, 3)}`, 'i').test(text));
  return year && day && at >= 0 ? `${year}-${String(at + 1).padStart(2, '0')}-${day.padStart(2, '0')}` : undefined;
}
