import type { CascadePolicy } from './cascade-policy.js';
import type { EscalationPolicy } from './escalation-policy.js';
import type { Agent, IntentPolicy } from './intent-policy.js';
import type { LimitsPolicy } from './limits-policy.js';
import type { PeoplePolicy } from './people-policy.js';
import type { Prompt } from './prompt.js';
import type { RefundPolicy } from './refund-policy.js';
import type { Shop } from './shop.js';
import type { SlaPolicy } from './sla-policy.js';
import type { Specialist } from './specialist.js';

/** One file of a catalogue folder; `path` is relative to it, with `/`. */
export type CatalogueFile = { path: string; text: string };

/** Something wrong with a catalogue, where it is, and how to mend it. */
export type Fault = { file: string; line: number; message: string; hint: string };

/** A phrase that people say and what they mean by it. `closure`: it also says that the matter is settled. */
export type Example = { text: string; intent: string; closure?: boolean };

/** A document of the knowledge base. `sha256` covers the whole file, front matter included. */
export type KnowledgeDocument = {
  path: string;
  title: string;
  category: string;
  /** A day, `2026-11-20`. */
  updated: string;
  priority: 'critical' | 'high' | 'medium' | 'low';
  body: string;
  sha256: string;
};

/** The desk's fixed words by dotted key (`refund.done`); shop-wide placeholders are filled in already. */
export type Replies = Readonly<Record<string, string>>;

export type Policies = {
  refund: RefundPolicy;
  escalation: EscalationPolicy;
  sla: SlaPolicy;
  people: PeoplePolicy;
  limits: LimitsPolicy;
  cascade: CascadePolicy;
};

/** Everything that makes this desk the desk of one shop. Never changes once loaded. */
export type Catalogue = {
  /** SHA-256 over all files; another one means that a decision may differ. */
  version: string;
  shop: Shop;
  /** By name; an alias is looked up with `findIntent`. */
  intents: ReadonlyMap<string, IntentPolicy>;
  /** Alias to name. */
  aliases: ReadonlyMap<string, string>;
  policies: Policies;
  /** By agent. None: one prompt serves all tickets. */
  specialists: ReadonlyMap<Agent, Specialist>;
  /** By name: `triage-2026`. */
  prompts: ReadonlyMap<string, Prompt>;
  replies: Replies;
  /** Aliases resolved. */
  examples: readonly Example[];
  knowledge: readonly KnowledgeDocument[];
};
