import type { PersonalSpan } from './personal-span.js';

/** The text with each span replaced. Spans are in order and do not overlap. */
export function replaceSpans(text: string, spans: readonly PersonalSpan[], replacement: (value: string, span: PersonalSpan) => string): string {
  let result = '';
  let at = 0;
  for (const span of spans) {
    result += text.slice(at, span.start) + replacement(text.slice(span.start, span.end), span);
    at = span.end;
  }
  return result + text.slice(at);
}
