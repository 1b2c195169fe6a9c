import type { HistoryMessage } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { StoredMessage } from './conversation.js';

const recentMessages = 10;
const maxBytes = 32_000;

/** The last 10 messages and every earlier one with a tool result, oldest first, at most 32 kB: what does not fit is dropped, oldest first. */
export function assembleHistory(earlier: readonly StoredMessage[]): HistoryMessage[] {
  const ordered = [...earlier].sort((a, b) => a.seq - b.seq);
  const recent = ordered.length - recentMessages;
  const wanted = ordered.filter(({ toolResults }, at) => at >= recent || (toolResults?.length ?? 0) > 0).map(historyMessage);
  const kept: HistoryMessage[] = [];
  let bytes = 0;
  for (const message of wanted.toReversed()) {
    bytes += utf8Length(JSON.stringify(message)) + 1;
    if (bytes > maxBytes) break;
    kept.push(message);
  }
  return kept.reverse();
}

function historyMessage({ messageId, author, text, at, intent, pending, toolResults }: StoredMessage): HistoryMessage {
  return { messageId, from: author, text, at, intent, ...(pending && { pending }), toolResults: toolResults ?? [] };
}

function utf8Length(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}
