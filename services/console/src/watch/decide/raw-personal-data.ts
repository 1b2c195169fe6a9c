import type { Violation } from './violation.js';
import type { WatchPolicy } from './watch-policy.js';
import type { WatchedEvent } from './watched-event.js';

const patterns: readonly { kind: string; pattern: RegExp; holds: (text: string) => boolean }[] = [
  { kind: 'an e-mail address', pattern: /[\w.+-]*\w@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/gi, holds: () => true },
  { kind: 'a card number', pattern: /(?<![\w.#-])\d(?:[ -]?\d){12,18}(?![\w-])/g, holds: isCard },
  { kind: 'a social security number', pattern: /(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])/g, holds: () => true },
  { kind: 'an IBAN', pattern: /(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?!\w)/g, holds: isIban },
  { kind: 'a telephone number', pattern: /(?<!\w)\+\d[\d ().-]{7,}\d/g, holds: () => true },
];

/** Names of members whose values the upstream system, the shop or the desk chose, and no customer's words. */
const chosen = /(?:^|[a-z])(?:[Ii]ds?|Key|Version|sha256)$|^(?:source|by|decidedBy|heldBy|channel|trackingNumber|passages|citations|title|reference|fingerprint|transcript|at|cause)$/;

/** What left the doors holds tokens where personal data stood. Own patterns: those of the doors may be what is wrong. */
export function rawPersonalData(event: WatchedEvent, { openText }: Pick<WatchPolicy, 'openText'>): Violation[] {
  const open = `${openText}\n${passagesOf(event.body)}`;
  const kinds = new Set(wordsIn(event.body).flatMap((text) => kindsIn(text, open)));
  return [...kinds].map((kind) => toViolation(event, kind));
}

function kindsIn(text: string, open: string): string[] {
  if (!/[@\d]/.test(text)) return [];
  return patterns.filter(({ pattern, holds }) => (text.match(pattern) ?? []).some((found) => holds(found) && !open.includes(found))).map(({ kind }) => kind);
}

function wordsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(wordsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([member, inner]) => (chosen.test(member) ? [] : wordsIn(inner)));
}

/** What an answer may quote from. */
function passagesOf(body: unknown): string {
  const { grounding } = body as { grounding?: { passages?: { text?: string }[] } };
  return (grounding?.passages ?? []).map(({ text }) => text ?? '').join('\n');
}

function isCard(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  if (!/^(?:4|5[1-5]|2[2-7]|3[47]|6(?:011|5))/.test(digits) || /^(\d)\1+$/.test(digits)) return false;
  const sum = [...digits].reverse().map(Number).reduce((total, digit, n) => total + (n % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2), 0);
  return sum % 10 === 0;
}

function isIban(text: string): boolean {
  const bare = text.replaceAll(' ', '');
  const digits = [...bare.slice(4), ...bare.slice(0, 4)].map((sign) => Number.parseInt(sign, 36)).join('');
  return BigInt(digits) % 97n === 1n;
}

function toViolation(event: WatchedEvent, kind: string): Violation {
  return {
    rule: 'raw_personal_data',
    conversationId: event.conversationId, ticketId: event.ticketId ?? '', turn: event.turn ?? 0, lane: event.lane,
    cause: `${event.conversationId}|${kind}`,
    tool: '',
    detail: `${event.topic} holds ${kind} in the clear.`,
    evidence: [event.id],
    at: event.at,
  };
}
