import { canonicalJson } from './canonical-json.js';
import type { CallFact, TicketFacts } from './facts.js';
import type { OutputFacts } from './facts-of-output.js';
import { guardrailsOf } from './guardrails-of.js';
import { listOverrides } from './list-overrides.js';
import type { ManifestCall, ManifestContent, ManifestOverride, TextHash } from './manifest.js';
import { modelVersions } from './model-versions.js';
import type { Output } from './output-of.js';
import { showEscalation } from './show-escalation.js';
import type { OverrideView } from './ticket-view.js';
import { wordsOf } from './words-of.js';

type HashText = (text: string) => TextHash;

/** Why an output is as it is. Texts are in it as keyed hashes only: whoever has the key and the text can show that they belong together. */
export function makeManifest(output: Output, { turn, facts }: OutputFacts, hashText: HashText): ManifestContent {
  const { kind, eventId, ticketId, at } = output;
  const { classified: found, passages, proposal: draft, calls } = facts;
  const [classified, proposal] = [found?.value, draft?.value];
  const catalogue = proposal?.catalogueVersion || classified?.catalogueVersion || null;
  return {
    kind, eventId, ticketId, turn, at,
    documents: (passages?.value ?? []).slice(0, 3).map(({ documentId, section, version, score }) => ({ documentId, section, version, score })),
    confidence: Object.fromEntries((classified?.candidates ?? []).map(({ intent, confidence }) => [intent, confidence])),
    rules: [...new Set([...(classified?.rules ?? []), ...(proposal?.rules ?? [])])],
    guardrails: guardrailsOf(facts),
    calls: Object.values(calls).map(({ value }) => value).sort(inOrder).map((call) => describeCall(call, hashText)),
    versions: { catalogue, classifier: classified?.classifierVersion || null, policy: catalogue, ...modelVersions(classified, proposal) },
    decision: decisionOf(output, facts),
    overrides: listOverrides(facts).filter((override) => Date.parse(override.at) <= Date.parse(at)).map((override) => describeOverride(override, hashText)),
    text: hashOfWords(output, facts, hashText),
  };
}

function inOrder(a: CallFact, b: CallFact): number {
  return Date.parse(a.at) - Date.parse(b.at) || a.turn - b.turn || a.n - b.n;
}

function describeCall({ tool, kind, status, refusal, arguments: args, result, idempotencyKey, at }: CallFact, hashText: HashText): ManifestCall {
  return {
    tool, kind, status, at,
    refusal: refusal?.code ?? null,
    arguments: hashText(canonicalJson(args ?? {})),
    result: result ? hashText(canonicalJson(result)) : null,
    idempotencyKey: idempotencyKey || null,
  };
}

/** Who a customer says they are stays out of it. */
function describeOverride({ at, by, kind, approvalId, draft }: OverrideView, hashText: HashText): ManifestOverride {
  return { at, by: kind === 'not_solved' ? 'customer' : by, kind, approvalId, text: draft ? hashText(draft.after) : null };
}

function decisionOf({ kind, messageId }: Output, facts: TicketFacts): ManifestContent['decision'] {
  const state = kind === 'settled' ? facts.case?.value : undefined;
  const escalation = kind === 'reply' ? null : kind === 'settled' ? (state?.escalation ?? null) : showEscalation(facts);
  return {
    state: state?.state ?? null,
    outcome: state?.outcome || null,
    resolvedBy: state?.resolvedBy || null,
    escalation: escalation && { code: escalation.code, level: escalation.level, queue: escalation.queue },
    by: kind === 'reply' ? (facts.delivered[messageId]?.value.by ?? null) : null,
  };
}

function hashOfWords({ kind, messageId }: Output, facts: TicketFacts, hashText: HashText): TextHash | null {
  const text = kind === 'reply' ? wordsOf(facts, messageId).text : kind === 'escalation' ? (showEscalation(facts)?.summary ?? '') : lastWords(facts);
  return text ? hashText(text) : null;
}

/** What the customer had been told when the turn came to rest. */
function lastWords(facts: TicketFacts): string {
  const [last] = Object.entries(facts.delivered).sort(([, one], [, other]) => Date.parse(other.value.at) - Date.parse(one.value.at));
  return last ? wordsOf(facts, last[0]).text : '';
}
