import { submissionSchema } from '@deskhand/ingestion/accept/submission-schema.js';
import { feedbackSchema } from '@deskhand/feedback/accept/feedback-schema.js';
import { deadLetterTopic, type Topic, type TopicName, topics } from '@deskhand/contracts/topics.js';
import { jsonSchema } from '@deskhand/kit/json-schema.js';
import type { z } from 'zod';
import { type DescriptorSet, readMessage } from './read-message.js';

const day = 86_400_000;

/** May come as a header instead. */
const alsoHeaders: Partial<Record<TopicName, string>> = { 'feedback.received.v1': 'id' };

/** What is parsed at the door has a schema there; all others are as the proto says. */
const inputs: Partial<Record<TopicName, z.ZodType>> = { 'ticket.submitted.v1': submissionSchema, 'feedback.received.v1': feedbackSchema };

const messageOf: Partial<Record<TopicName, string>> = {
  'ticket.submitted.v1': 'deskhand.ingestion.v1.TicketSubmitted',
  'feedback.received.v1': 'deskhand.feedback.v1.FeedbackReceived',
  'reply.delivered.v1': 'deskhand.ingestion.v1.ReplyDelivered',
  'case.escalated.v1': 'deskhand.escalation.v1.CaseEscalated',
  'outcome.recorded.v1': 'deskhand.feedback.v1.OutcomeRecorded',
};

const headers = {
  type: 'object',
  description: 'CloudEvents 1.0, binary mode; structured mode is accepted on input, where these may also be left out',
  properties: {
    ce_specversion: { const: '1.0' },
    ce_id: { type: 'string', description: "the event's id; derived from its cause, so a repeat has the same" },
    ce_source: { type: 'string' },
    ce_type: { type: 'string', description: "the topic's name without lane" },
    ce_time: { type: 'string', format: 'date-time' },
    ce_subject: { type: 'string', description: 'the ticketId' },
    'content-type': { const: 'application/json' },
    traceparent: { type: 'string', description: 'W3C trace context' },
  },
};

/** The public topics as AsyncAPI 3. */
export function makeAsyncApi(descriptors: DescriptorSet): object {
  const publicTopics = (Object.keys(topics) as TopicName[]).filter((name) => topicOf(name).public);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Deskhand, public topics',
      version: '1',
      description: 'What upstream systems write to the desk and what it tells them. Keys keep order: records of one key are handled in the order in which they were written.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(publicTopics.map((name) => [name, channel(name)])),
    operations: Object.fromEntries(publicTopics.map((name) => [name, operation(name)])),
    components: { messages: Object.fromEntries(publicTopics.map((name) => [name, message(name, descriptors)])) },
  };
}

function topicOf(name: TopicName): Topic {
  return topics[name];
}

function channel(name: TopicName): object {
  const { key, retentionMs, partitions, public: direction } = topicOf(name);
  const kept = `Kept ${retentionMs / day} ${retentionMs === day ? 'day' : 'days'}.`;
  const dead = direction === 'in' ? ` What cannot be read or has the wrong shape goes byte for byte to ${deadLetterTopic(name, 'stable')} with the header dlq-reason.` : '';
  return {
    address: name,
    description: `Key: ${key === 'any' ? 'anything; it is keyed again by conversation' : key}. ${kept}${dead}`,
    messages: { [name]: { $ref: `#/components/messages/${name}` } },
    bindings: { kafka: { topic: name, partitions } },
  };
}

/** From the desk's side: it receives its inputs and sends its outputs. */
function operation(name: TopicName): object {
  return { action: topicOf(name).public === 'in' ? 'receive' : 'send', channel: { $ref: `#/channels/${name}` } };
}

function message(name: TopicName, descriptors: DescriptorSet): object {
  const described = readMessage(descriptors, messageOf[name]!);
  const parsed = inputs[name];
  const payload = parsed ? withDescriptions(jsonSchema(parsed) as Schema, described.schema, alsoHeaders[name]) : described.schema;
  return { name, title: described.comment, contentType: 'application/json', headers, payload };
}

interface Schema {
  properties?: Record<string, object>;
  required?: string[];
  [member: string]: unknown;
}

/** The proto's comments beside the bounds of the parser. */
function withDescriptions(schema: Schema, described: Schema, alsoHeader?: string): Schema {
  const properties = Object.entries(schema.properties ?? {}).map(([name, member]) => {
    const { description } = (described.properties?.[name] ?? {}) as { description?: string };
    return [name, description ? { description, ...member } : member];
  });
  return { ...schema, properties: Object.fromEntries(properties), required: schema.required?.filter((name) => name !== alsoHeader) };
}
