import { escalationCodes, lanes, ticketStates } from '@deskhand/contracts/words.js';
import { z } from 'zod';

// What the desk answers, as the contract words it. New members and new words may appear; absent facts are null.
const time = z.string().describe('RFC 3339, UTC');
const tool = z.string().describe('a tool of the catalogue');
const words = z.record(z.string(), z.unknown());

const citation = z.looseObject({ documentId: z.string(), title: z.string(), section: z.string(), version: z.string(), score: z.number() });

const message = z.looseObject({ messageId: z.string(), from: z.enum(['customer', 'bot', 'human']), text: z.string(), at: time });

const decision = z.looseObject({ by: z.string(), verdict: z.enum(['approved', 'rejected']), at: time });

const approval = z.looseObject({
  approvalId: z.string(),
  status: z.enum(['pending', 'approved', 'rejected', 'expired', 'withdrawn', 'stale']),
  kind: z.enum(['reply', 'action']).describe('reply: the draft waits, and with it a write that policy allows; action: policy wants people for the write'),
  action: z.looseObject({ tool, arguments: words }).nullable(),
  draft: z.string().nullable(),
  neededApprovals: z.int(),
  expiresAt: time.nullable(),
  decidedBy: z.string().nullable(),
  decisions: z.array(decision),
});

const escalation = z.looseObject({
  action: z.literal('transfer_to_human'),
  queue: z.enum(['support', 'sales', 'billing', 'technical', 'legal', 'trust_and_safety']),
  level: z.enum(['immediate', 'high', 'medium']),
  code: z.enum(escalationCodes).describe('treat a word that is not listed as internal_error'),
  reason: z.string(),
  summary: z.string(),
  customerSentiment: z.enum(['positive', 'neutral', 'negative', '']),
  attemptedResolutions: z.array(z.string()),
});

const action = z.looseObject({
  tool,
  kind: z.enum(['read', 'write']),
  status: z.enum(['succeeded', 'refused', 'failed', 'unknown', 'awaiting_approval']),
  arguments: words,
  result: words.nullable(),
  refusal: words.nullable(),
  idempotencyKey: z.string().nullable(),
  at: time,
});

const ledgerRow = z.looseObject({
  idempotencyKey: z.string(),
  conversationId: z.string(),
  ticketId: z.string(),
  tool: z.string().describe('a tool of the catalogue, or send_mail'),
  arguments: words.describe('personal data as tokens'),
  status: z.enum(['intended', 'sent', 'succeeded', 'refused', 'unknown', 'failed']),
  attempts: z.int(),
  reconciled: z.boolean().describe("its end was found by asking the shop"),
  intendedAt: time,
  settledAt: time.nullable(),
});

const explanation = z.looseObject({
  documents: z.array(z.looseObject({ documentId: z.string(), title: z.string() })).max(3),
  confidence: z.record(z.string(), z.number()).describe('of every intent, 0-1'),
  rules: z.array(z.string()),
  guardrails: z.array(z.string()).describe('rules that stopped or changed what the bot would have done'),
  overrides: z.array(words),
  versions: z.looseObject({ catalogue: z.string().nullable(), classifier: z.string().nullable(), prompt: z.string().nullable(), model: z.string().nullable() }),
  manifest: z.looseObject({ n: z.int(), sha256: z.string() }).nullable().describe("the last signed manifest: its place in the conversation's chain, and its hash"),
});

const share = z.looseObject({ percent: z.number() });
const rollout = z.looseObject({
  version: z.int(),
  flag: z.boolean(),
  cohort: z.enum(['all', 'tier_1_customers']),
  adopted: z.boolean().describe('the stable services serve what the canary lane has begun'),
  throttled: z.boolean().describe("the day's budget is spent: the canary is held at 1 %"),
  canary: share.extend({ wantedPercent: z.number().describe('what people have set') }),
  control: share,
  shadow: share,
  spentTodayUsd: z.string(),
  dailyBudgetUsd: z.string(),
  changed: z.looseObject({ verb: z.enum(['weight', 'flag', 'promote', 'rollback', 'throttle', 'recover']), by: z.string(), reason: z.string(), at: time }).nullable(),
  processes: z.array(z.looseObject({ instance: z.string(), lane: z.enum(lanes), services: z.array(z.string()), serving: z.array(z.enum(lanes)), seenAt: time })),
});

const publicKey = z.strictObject({ algorithm: z.literal('Ed25519'), id: z.string(), publicKey: z.string().describe('32 bytes, base64url') });

const ticket = z.looseObject({
  ticketId: z.string(),
  conversationId: z.string(),
  source: z.string(),
  sourceId: z.string(),
  channel: z.string(),
  state: z.enum(ticketStates),
  lane: z.enum(lanes),
  authenticated: z.boolean(),
  turn: z.int(),
  intent: z
    .looseObject({ name: z.string(), confidence: z.number(), agent: z.string().nullable(), candidates: z.array(z.looseObject({ intent: z.string(), confidence: z.number() })) })
    .nullable(),
  sentiment: z.enum(['positive', 'neutral', 'negative']).nullable(),
  priority: z.int().min(1).max(3).nullable(),
  entities: z.record(z.string(), z.array(z.string())).nullable(),
  reply: z.looseObject({ text: z.string(), by: z.string().describe('bot, or the name of a person'), deliveredAt: time, citations: z.array(citation) }).nullable().describe('the latest to the customer'),
  approval: approval.nullable().describe('the latest'),
  approvals: z.array(approval).describe('all, oldest first'),
  escalation: escalation.nullable(),
  actions: z.array(action),
  messages: z.array(message),
  timeline: z.array(z.looseObject({ at: time, event: z.string(), summary: z.string() })),
  explanation: explanation.nullable(),
});

const conversation = z.looseObject({
  conversationId: z.string(),
  source: z.string(),
  authenticated: z.boolean(),
  heldBy: z.string().nullable(),
  tickets: z.array(z.looseObject({ ticketId: z.string(), state: z.enum(ticketStates) })),
  messages: z.array(message),
});

const triage = z.union([
  z.strictObject({
    intent: z.string(),
    sentiment: z.enum(['positive', 'neutral', 'negative']),
    suggested_response: z.string(),
    priority: z.int().min(1).max(3),
    next_action: z.enum(['auto_resolve', 'escalate']),
  }),
  z.strictObject({ error: z.literal('unsafe_input') }),
]);

const counts = z.looseObject({ tickets: z.int(), messages: z.int(), keys: z.int(), tokens: z.int() }).describe('what there was');

const deadLetter = z.looseObject({ id: z.string(), service: z.string(), topic: z.string(), subject: z.string().nullable(), reason: z.string(), attempts: z.int(), at: time });

const knowledgeDocument = z.looseObject({
  id: z.string(),
  title: z.string(),
  category: z.string(),
  priority: z.enum(['critical', 'high', 'medium', 'low']),
  updated: z.iso.date(),
  expires: z.iso.date().nullable(),
  updateFrequency: z.enum(['daily', 'weekly', 'monthly', 'on_release', 'on_change']),
  stale: z.boolean().describe('not looked at for longer than its frequency'),
  version: z.string(),
  origin: z.enum(['catalogue', 'added']),
  source: z.string(),
  passages: z.int(),
});

/** Every answer by name, as OpenAPI's components. */
export const shapes = {
  Submitted: z.strictObject({ ticketId: z.string(), conversationId: z.string(), state: z.literal('received') }),
  MessageTaken: z.strictObject({ messageId: z.string(), ticketId: z.string(), state: z.literal('received') }),
  Ticket: ticket,
  TicketPage: z.strictObject({ items: z.array(ticket), next: z.string().nullable() }),
  Approval: approval,
  Approvals: z.strictObject({ items: z.array(approval) }),
  Conversation: conversation,
  Triage: triage,
  ErasureCertificate: z.looseObject({
    customerId: z.string(),
    by: z.string(),
    at: time,
    conversations: z.array(z.looseObject({ conversationId: z.string(), erasedAt: time, by: z.string(), counts })).describe('all that was ever erased of this customer'),
    erased: z.array(z.string()),
    remains: z.array(z.string()),
  }),
  CustomerExport: z.looseObject({
    customerId: z.string(),
    exportedAt: time,
    conversations: z.array(z.looseObject({ conversationId: z.string(), source: z.string(), tickets: z.array(words), messages: z.array(words), views: z.array(ticket) })),
  }),
  FeedbackTaken: z.strictObject({ id: z.string(), ticketId: z.string() }),
  Rollout: rollout,
  Events: z.looseObject({ items: z.array(z.looseObject({ id: z.string(), topic: z.string(), at: time, body: words })) }),
  DeadLetters: z.strictObject({ items: z.array(deadLetter) }),
  DeadLetter: deadLetter,
  Settled: z.strictObject({ count: z.int() }),
  Tools: z.strictObject({ items: z.array(z.looseObject({ tool, kind: z.enum(['read', 'write']), paused: z.boolean(), by: z.string().nullable(), at: time.nullable() })) }),
  Ledger: z.strictObject({ items: z.array(ledgerRow) }),
  LedgerCheck: z.strictObject({
    rows: z.int(),
    statuses: z.record(z.string(), z.int()),
    disagreements: z.array(z.looseObject({ idempotencyKey: z.string(), tool: z.string(), conversationId: z.string(), status: z.string(), wrong: z.array(z.string()) })),
  }),
  KnowledgeDocuments: z.strictObject({ items: z.array(knowledgeDocument), indexVersion: z.string() }),
  KnowledgeDocument: knowledgeDocument.extend({ text: z.string(), versions: z.array(z.looseObject({ version: z.string(), addedBy: z.string(), addedAt: time, removed: z.boolean() })) }),
  KnowledgeTaken: z.strictObject({
    items: z.array(z.strictObject({ id: z.string(), status: z.enum(['added', 'updated', 'unchanged', 'refused']), version: z.string().nullable(), reason: z.string().nullable() })),
    indexVersion: z.string(),
  }),
  KnowledgeWithdrawn: z.strictObject({ id: z.string(), indexVersion: z.string() }),
  KnowledgeFound: z.strictObject({ passages: z.array(citation.extend({ text: z.string() })), enough: z.boolean(), indexVersion: z.string() }),
  KnowledgeCheck: z.strictObject({
    documents: z.int(),
    findings: z.array(z.strictObject({ kind: z.enum(['contradiction', 'duplicate', 'expired', 'stale', 'instructions']), documents: z.array(z.string()), message: z.string() })),
  }),
  ManifestKeys: z.strictObject({ current: publicKey, keys: z.array(publicKey) }),
  Alive: z.strictObject({ status: z.literal('ok') }),
  Readiness: z.looseObject({ status: z.enum(['ready', 'not_ready']), reasons: z.array(z.string()), deadLetters: z.array(z.looseObject({ service: z.string(), topic: z.string(), count: z.int() })), violations: z.array(z.looseObject({ rule: z.string(), count: z.int(), ticketId: z.string(), tool: z.string() })) }),
  Violations: z.strictObject({
    items: z.array(
      z.looseObject({ id: z.string(), rule: z.string(), conversationId: z.string(), ticketId: z.string(), turn: z.int(), tool: z.string(), detail: z.string(), evidence: z.array(z.string()), at: time, foundAt: time, stoppedAt: time.nullable() }),
    ),
  }),
  Operations: z.strictObject({
    clockSkewMs: z.int(),
    outbox: z.strictObject({ records: z.int(), oldestSeconds: z.int() }),
    unwatched: z.int(),
    migrations: z.record(z.string(), z.string()),
    budget: z.strictObject({ spentUsd: z.string().nullable(), perDayUsd: z.string() }),
  }),
  Problem: z
    .looseObject({ type: z.string(), title: z.string(), status: z.int(), detail: z.string().describe('a sentence that says how to mend it'), errors: z.array(z.looseObject({ path: z.string(), message: z.string() })).optional() })
    .describe('RFC 9457'),
} satisfies Record<string, z.ZodType>;

export type ShapeName = keyof typeof shapes;
