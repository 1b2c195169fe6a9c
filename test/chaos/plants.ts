/** A bug as it could be made: which line of the build becomes which. */
export interface Plant {
  what: string;
  changes: readonly { file: string; from: string; to: string }[];
}

/** Each must be found, or a clean run says nothing. They live here only: the rig plants them in a copy of the build. */
export const plants: Readonly<Record<string, Plant>> = {
  'ack-before-commit': {
    what: 'An event counts as handled before its transaction is committed.',
    changes: [{
      file: 'libs/bus/dist/handling.js',
      from: 'const verdict = await this.around.committer.commit(made, patienceMs);',
      to: `const committing = this.around.committer.commit(made, patienceMs);
            committing.catch(() => undefined);
            const verdict = patienceMs === undefined ? 'committed' : await committing;`,
    }],
  },
  'commit-before-work': {
    what: 'Offsets are committed when records are fetched, not when they are handled.',
    changes: [
      { file: 'libs/bus/dist/kafka/group-consumer.js', from: 'begun: ({ place }) => watermark.start(Number(place.offset)),', to: 'begun: ({ place }) => { watermark.start(Number(place.offset)); watermark.finish(Number(place.offset)); },' },
      { file: 'libs/bus/dist/kafka/group-consumer.js', from: 'finished: ({ place }) => void (generation.ended || watermark.finish(Number(place.offset))),', to: 'finished: () => undefined,' },
    ],
  },
  'new-key-on-retry': {
    what: 'A write to the shop that is tried again has a new idempotency key.',
    changes: [{
      file: 'services/actions/dist/perform/shop-client.js',
      from: 'send(write, idempotencyKey) {',
      to: 'send(write, intended) {\n        const idempotencyKey = `${intended}-${Math.random()}`;',
    }],
  },
  'missing-fence': {
    what: 'A reply is sent though a person has taken the conversation over.',
    changes: [{ file: 'services/ingestion/dist/decide/claim-delivery.js', from: "return 'fenced';", to: "return 'granted';" }],
  },
  'inbox-forgotten': {
    what: 'What was handled before is handled again.',
    changes: [{
      file: 'libs/bus/dist/sink-sql.js',
      from: 'fresh as (insert into bus.inbox (service, id) select service, id from heard on conflict do nothing returning service, id),',
      to: 'fresh as (select service, id from heard),',
    }],
  },
  'outbox-out-of-order': {
    what: 'Committed events leave the outbox in another order than that of their commits.',
    changes: [
      { file: 'libs/bus/dist/kafka/publisher.js', from: 'return this.#queue.splice(0, pageSize);', to: 'return this.#queue.splice(0, pageSize).reverse();' },
      { file: 'libs/bus/dist/kafka/publisher.js', from: 'return rows.map((row) => ({ ...row, seq: Number(row.seq) }));', to: 'return rows.map((row) => ({ ...row, seq: Number(row.seq) })).reverse();' },
    ],
  },
  'dedupe-by-offset': {
    what: 'Events are told apart by where they lie, not by their id.',
    changes: [
      { file: 'libs/bus/dist/incoming.js', from: 'export function inboxId({ topic, source, id }) {', to: 'export function inboxId({ topic, source, id, place }) {' },
      { file: 'libs/bus/dist/incoming.js', from: 'return deriveId(topic, source, id);', to: 'return deriveId(topic, source, place ? `${place.partition}@${place.offset}` : id);' },
    ],
  },
  'timer-in-memory': {
    what: 'A process knows only the timers that were set while it lived.',
    changes: [
      { file: 'services/escalation/dist/perform/case-store.js', from: 'where due_at <= now() and lane = any($1)', to: "where due_at <= now() and due_at - interval '20 seconds' > $3 and lane = any($1)" },
      { file: 'services/escalation/dist/perform/case-store.js', from: 'order by due_at limit $2`, [lanes, limit]);', to: 'order by due_at limit $2`, [lanes, limit, (globalThis.bornAt ??= new Date().toISOString())]);' },
    ],
  },
  'retry-overtakes': {
    what: 'An event that takes its time, or is tried again, is passed by the next one of its conversation.',
    changes: [{
      file: 'libs/bus/dist/worker.js',
      from: 'this.#lanes.run(record.key, () => this.#handling.settle(record));',
      to: `new Promise((resolve, reject) => void this.#lanes.run(record.key, () => {
            const settling = this.#handling.settle(record);
            settling.then(resolve, reject);
            return Promise.race([settling, new Promise((next) => setTimeout(next, 100))]).catch(() => undefined);
        }));`,
    }],
  },
  'dead-letter-without-headers': {
    what: 'A dead letter does not say where it came from and why.',
    changes: [{ file: 'libs/bus/dist/dead-letter-headers.js', from: 'of Object.entries(added))', to: 'of Object.entries(added).slice(0, 0))' }],
  },
  'claim-forgotten': {
    what: 'A reply that was sent before is sent again under another id.',
    changes: [
      { file: 'services/ingestion/dist/perform/deliver-reply.js', from: 'const cause = { id: messageId,', to: 'const cause = { id: `${messageId}/${Math.random()}`,' },
      { file: 'services/ingestion/dist/decide/claim-delivery.js', from: "return 'repeated';", to: "return 'granted';" },
      { file: 'libs/bus/dist/sink-sql.js', from: 'fresh as (insert into bus.inbox (service, id) select service, id from heard on conflict do nothing returning service, id),', to: 'fresh as (select service, id from heard),' },
    ],
  },
  'publish-forgotten': {
    what: 'Only memory knows what is to be published; the outbox is not read again after a death.',
    changes: [
      { file: 'libs/bus/dist/kafka/publisher.js', from: '#behind = true;', to: '#behind = false;' },
      { file: 'libs/bus/dist/kafka/publisher.js', from: 'from bus.outbox where service = any($1) order by seq limit', to: 'from bus.outbox where service = any($1) and false order by seq limit' },
    ],
  },
};
