import type { Facts } from './case.js';

const quoted = 300;

/** What a person needs to know before reading the conversation: what is wanted, of whom, about what, and what is known by now. */
export function summariseCase(facts: Facts, reason: string, attempts: readonly string[]): string {
  const { received, classified } = facts;
  const lines = [
    `The customer wrote: "${shorten(received.text)}"`,
    classified && `Understood as ${classified.smallTalk ? 'small talk' : classified.intent.replaceAll('_', ' ')} (${Math.round(classified.confidence * 100)} % sure).`,
    `${received.authenticated ? `Signed in as ${received.customerId}` : 'Not signed in'}; ${messages(received.customerMessages)} so far.`,
    orders(facts),
    attempts.length > 0 && `Tried: ${attempts.join('; ')}.`,
    `Handed over because: ${reason}.`,
  ];
  return lines.filter(Boolean).join(' ');
}

function shorten(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim();
  const points = [...line];
  return points.length > quoted ? `${points.slice(0, quoted - 1).join('')}…` : line;
}

function messages(count: number): string {
  return count === 1 ? 'one message' : `${count} messages`;
}

function orders({ classified, proposal }: Facts): string {
  const named: unknown = classified?.entities?.['orderId'];
  const called = (proposal?.calls ?? []).map((call) => call.arguments?.['orderId'] as unknown);
  const ids = [...(Array.isArray(named) ? named : []), ...called].filter((id): id is string => typeof id === 'string' && id !== '');
  const unique = [...new Set(ids)];
  return unique.length === 0 ? '' : `About order ${unique.join(', ')}.`;
}
