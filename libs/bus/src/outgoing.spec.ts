import { expect, it } from 'vitest';
import { deriveId } from './derive-id.js';
import { outgoing } from './outgoing.js';

const cause = { id: 'c-1', lane: 'canary', key: 'conversation', subject: 't-1' } as const;

it('derives the id from cause, topic and n, and puts it where the body has a place for it', () => {
  const body = { eventId: '' } as never;
  const event = outgoing(cause, 'reply.delivered.v1', body);
  expect(event).toEqual({ id: event.id, topic: 'reply.delivered.v1', lane: 'canary', key: 'conversation', subject: 't-1', body: { eventId: event.id } });
  expect(outgoing(cause, 'reply.delivered.v1', body).id).toBe(event.id);
  expect(event.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const ids = [event.id, outgoing(cause, 'reply.delivered.v1', body, { n: 1 }).id, outgoing({ ...cause, id: 'c-2' }, 'reply.delivered.v1', body).id];
  expect(new Set(ids).size).toBe(3);
});

it('leaves a body without eventId as it is, and takes what the options say', () => {
  const event = outgoing(cause, 'ticket.classified.v1', { turn: 1 } as never, { subject: null, key: 'k', lane: 'stable' });
  expect(event).toMatchObject({ body: { turn: 1 }, subject: null, key: 'k', lane: 'stable' });
});

it('keeps parts apart', () => {
  expect(deriveId('ab', 'c')).not.toBe(deriveId('a', 'bc'));
});
