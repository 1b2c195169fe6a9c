import type { ShapeName } from './shapes.js';

export interface Operation {
  summary: string;
  /** What is answered when all is well; null: no JSON. */
  answer: ShapeName | null;
  /** Statuses of refusals beyond those that any route may give. */
  refusals?: number[];
}

/** What the controllers do not say of themselves, by method and path. */
export const operations: Record<string, Operation> = {
  'POST /v1/tickets': { summary: 'Submit a ticket; source and id are the idempotency key', answer: 'Submitted', refusals: [409, 413, 429] },
  'POST /v1/tickets/{ticketId}/messages': { summary: "The customer's next message; id is unique per ticket", answer: 'MessageTaken', refusals: [404, 409, 413, 429] },
  'GET /v1/tickets/{ticketId}': { summary: 'A ticket; wait (0-30 s) holds the answer until its latest turn is settled', answer: 'Ticket', refusals: [404] },
  'GET /v1/tickets': { summary: 'Tickets, newest first', answer: 'TicketPage' },
  'GET /v1/tickets/{ticketId}/manifests': { summary: "The signed manifests of the ticket's conversation, one a line: keys first, the seal last", answer: null, refusals: [404] },
  'GET /v1/manifest-key': { summary: 'The public keys that manifests are signed with', answer: 'ManifestKeys' },
  'GET /v1/approvals': { summary: 'Approvals of a status', answer: 'Approvals' },
  'POST /v1/approvals/{id}/approve': { summary: 'Approve a reply or an action; text is an edited draft', answer: 'Approval', refusals: [403, 404, 409] },
  'POST /v1/approvals/{id}/reject': { summary: 'Reject a reply or an action; the ticket goes to a person', answer: 'Approval', refusals: [403, 404, 409] },
  'GET /v1/conversations/{conversationId}': { summary: 'A conversation', answer: 'Conversation', refusals: [404] },
  'POST /v1/conversations/{conversationId}/takeover': { summary: 'Take over: after the answer the bot says nothing more', answer: 'Conversation', refusals: [404, 503] },
  'POST /v1/conversations/{conversationId}/release': { summary: 'Hand back to the bot', answer: 'Conversation', refusals: [404] },
  'POST /v1/conversations/{conversationId}/replies': { summary: 'Answer as a person', answer: 'Conversation', refusals: [404, 409] },
  'POST /v1/conversations/{conversationId}/resolve': { summary: 'Close the matter', answer: 'Conversation', refusals: [404] },
  'DELETE /v1/customers/{customerId}': { summary: "Erase a customer, by the shop's id: keys destroyed and texts gone from every GET before the answer", answer: 'ErasureCertificate', refusals: [503] },
  'GET /v1/customers/{customerId}/export': { summary: 'Everything held of a customer', answer: 'CustomerExport' },
  'POST /v1/feedback': { summary: 'Rate a ticket; the same id counts once', answer: 'FeedbackTaken', refusals: [404] },
  'GET /v1/rollout': { summary: 'Who serves new conversations, and which processes are there', answer: 'Rollout' },
  'POST /v1/rollout/weight': { summary: 'Set the shares of the canary, the control and the shadow lane, and whom the canary may draw', answer: 'Rollout', refusals: [409] },
  'POST /v1/rollout/flag': { summary: 'The feature flag of the canary: off, nobody new goes there', answer: 'Rollout' },
  'POST /v1/rollout/promote': { summary: "Every new conversation to the canary; done: the stable services run its version and take its lane", answer: 'Rollout', refusals: [409] },
  'POST /v1/rollout/rollback': { summary: 'Nobody new to the canary, and the stable services take over what it has begun', answer: 'Rollout' },
  'POST /triage': { summary: 'Triage a text without doing anything', answer: 'Triage', refusals: [429, 504] },
  'GET /v1/events': { summary: 'The event archive, personal data as tokens; a stream with accept: text/event-stream', answer: 'Events' },
  'GET /v1/violations': { summary: 'Promises that were broken, newest first, and when their tools were stopped', answer: 'Violations' },
  'GET /v1/operations': { summary: 'What deskhand doctor asks: clock, outbox, migrations, budget', answer: 'Operations' },
  'GET /v1/dead-letters': { summary: 'Dead letters, oldest first', answer: 'DeadLetters' },
  'GET /v1/dead-letters/{id}': { summary: 'A dead letter as it came', answer: 'DeadLetter', refusals: [404] },
  'POST /v1/dead-letters/replay': { summary: 'Put dead letters back on their topics', answer: 'Settled' },
  'POST /v1/dead-letters/purge': { summary: 'Give dead letters up', answer: 'Settled' },
  'GET /v1/tools': { summary: 'The tools, and which writes are paused by whom', answer: 'Tools' },
  'POST /v1/tools/pause': { summary: 'Pause the writes of a tool, or of all: from now on none begins, and such turns go to people', answer: 'Tools' },
  'POST /v1/tools/resume': { summary: 'Let the writes of a tool, or of all, run again', answer: 'Tools' },
  'GET /v1/ledger': { summary: 'The action ledger, newest first: of a conversation, a ticket or a key', answer: 'Ledger' },
  'GET /v1/ledger/verify': { summary: "Hold the ledger against its causes and the shop's own memory", answer: 'LedgerCheck' },
  'GET /v1/knowledge/documents': { summary: 'The documents that answers may cite: those of the catalogue folder and the added ones', answer: 'KnowledgeDocuments' },
  'GET /v1/knowledge/documents/{id}': { summary: 'A document with its text and versions', answer: 'KnowledgeDocument', refusals: [404] },
  'POST /v1/knowledge/documents': { summary: 'Add documents, or new versions of them; each is judged by itself, and found from the answer on', answer: 'KnowledgeTaken', refusals: [413] },
  'DELETE /v1/knowledge/documents/{id}': { summary: 'Withdraw an added document; its versions stay on record', answer: 'KnowledgeWithdrawn', refusals: [404, 409] },
  'GET /v1/knowledge/search': { summary: 'Search as the desk does', answer: 'KnowledgeFound' },
  'GET /v1/knowledge/check': { summary: 'Contradictions, duplicates, orders to a model, expired and stale documents', answer: 'KnowledgeCheck' },
  'GET /healthz': { summary: 'Liveness', answer: 'Alive' },
  'GET /readyz': { summary: 'Readiness, with reasons', answer: 'Readiness' },
  'GET /metrics': { summary: 'Prometheus', answer: null },
};
