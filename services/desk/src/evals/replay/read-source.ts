import { type ArchiveSource, pageSize, type SourceFilter } from './archive-source.js';
import type { RecordedEvent } from './recorded-event.js';

/** The log from its beginning to its end, a page ahead of whoever reads it. `until`: where to stop, in milliseconds. */
export async function* readSource(source: ArchiveSource, filter: SourceFilter, until = Number.POSITIVE_INFINITY): AsyncGenerator<RecordedEvent> {
  let coming = source.page(0, filter);
  for (;;) {
    const { items, next } = await coming;
    const last = items.at(-1);
    if (!last) return;
    if (items.length < pageSize) return yield* items;
    coming = source.page(next, filter);
    // Whoever stops in the middle does not wait for it.
    coming.catch(() => undefined);
    yield* items;
    if (Date.parse(last.at) > until) return;
  }
}
