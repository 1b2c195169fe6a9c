import type { Order } from './shop-facts.js';
import type { Turn } from './turn.js';

const places = [/\b(?:first|1st)\b/i, /\b(?:second|2nd)\b/i, /\b(?:third|3rd)\b/i, /\b(?:fourth|4th)\b/i, /\b(?:fifth|5th)\b/i];
const mostWords = 8;

/** "The second one", as the answer to a question that listed orders: the id of the order that stood there. */
export function orderByPlace({ answered, received }: Pick<Turn, 'answered' | 'received'>, orders: readonly Order[]): string | undefined {
  if (answered?.missing !== 'order' || received.text.split(/\s+/).length > mostWords) return undefined;
  const place = places.findIndex((word) => word.test(received.text));
  const asked = received.history.findLast(({ from }) => from === 'bot')?.text ?? '';
  const listed = orders.filter(({ id }) => asked.includes(id)).sort((a, b) => asked.indexOf(a.id) - asked.indexOf(b.id));
  return listed[place]?.id;
}
