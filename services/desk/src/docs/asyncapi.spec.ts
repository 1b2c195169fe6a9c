import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeAsyncApi } from './make-asyncapi.js';
import type { DescriptorSet } from './read-message.js';

const root = join(import.meta.dirname, '../../../..');

interface AsyncApi {
  channels: Record<string, { address: string; description: string; bindings: object }>;
  operations: Record<string, { action: string }>;
  components: { messages: Record<string, { payload: { properties: Record<string, { description?: string }>; required?: string[] } }> };
}

const descriptors = JSON.parse(execFileSync(join(root, 'node_modules/.bin/buf'), ['build', 'proto', '-o', '-#format=json'], { cwd: root, encoding: 'utf8', maxBuffer: 64e6 })) as DescriptorSet;
const document = makeAsyncApi(descriptors) as AsyncApi;

// Words of the contract. Systems written by others stand on them.
const contract = {
  'ticket.submitted.v1': 'source id text subject conversationId channel customer metadata createdAt',
  'feedback.received.v1': 'id ticketId kind value text by',
  'reply.delivered.v1': 'eventId ticketId conversationId source sourceId channel messageId inReplyTo by text citations at',
  'case.escalated.v1': 'eventId ticketId conversationId source sourceId at action queue level code reason summary customerSentiment attemptedResolutions',
  'outcome.recorded.v1':
    'eventId ticketId conversationId source sourceId channel lane turn kind intent confidence sentiment priority agent resolvedBy escalationCode escalationLevel queue authenticated citations actions receivedAt at firstResponseMs handleMs modelCalls modelTokens costUsd csat',
};

test('the public topics and their members are the contract’s', () => {
  const members = Object.entries(document.components.messages).map(([topic, { payload }]) => [topic, Object.keys(payload.properties).join(' ')]);
  expect(Object.fromEntries(members)).toEqual(contract);
  expect(Object.entries(document.operations).filter(([, { action }]) => action === 'receive').map(([topic]) => topic)).toEqual(['ticket.submitted.v1', 'feedback.received.v1']);
});

test('what is required of an upstream system is what the desk requires', () => {
  expect(document.components.messages['ticket.submitted.v1']!.payload.required).toEqual(['source', 'id', 'text']);
});

test('members carry the comments of the proto, topics how long they are kept', () => {
  expect(document.components.messages['reply.delivered.v1']!.payload.properties['inReplyTo']!.description).toMatch(/last customer message/);
  expect(document.channels['outcome.recorded.v1']!.description).toContain('Kept 365 days');
  expect(document.channels['ticket.submitted.v1']!.description).toContain('ticket.submitted.v1.dlq');
});

// vitest -u writes it anew.
test('docs/asyncapi.json is up to date', async () => {
  await expect(`${JSON.stringify(document, null, 2)}\n`).toMatchFileSnapshot(join(root, 'docs/asyncapi.json'));
});
