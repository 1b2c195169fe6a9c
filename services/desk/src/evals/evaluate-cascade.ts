import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import type { Consultation } from '@deskhand/contracts/gen/events/deskhand/intent/v1/events.js';
import { decideTurn, type TurnDecision } from '@deskhand/intent/accept/decide-turn.js';
import { heedConsultations } from '@deskhand/intent/decide/heed-consultations.js';
import { nextTier } from '@deskhand/intent/decide/next-tier.js';
import type { HeldOut } from './held-out-folds.js';
import { accuracyOf, calibrationError, isRight, macroF1 } from './judged.js';

/** What a tier said of a text, and what asking it cost. */
export interface Heard {
  consultation: Consultation;
  tokens: number;
  usd: number;
}

export interface CascadeCase extends HeldOut {
  received: Received;
  /** Without a model. */
  alone: TurnDecision;
}

export interface CascadeAnswer {
  id: HeldOut['id'];
  text: string;
  route: string;
  predicted: string;
  confidence: number;
  asked: string[];
  usd: number;
}

export interface CascadeFigures {
  accuracy: number;
  macroF1: number;
  /** Expected calibration error: thresholds rest on confidence. */
  ece: number;
  /** Share of the texts that a model was asked about. */
  asked: number;
  callsPerTicket: number;
  usdPer1000Tickets: number;
}

export type Ask = (tier: string, one: CascadeCase) => Promise<Heard>;

export function cascadeCases(catalogue: Catalogue, texts: readonly HeldOut[]): CascadeCase[] {
  return texts.map((one, at) => {
    const received = ticketOf(one.text, at);
    return { ...one, received, alone: decideTurn(received, catalogue, one.classifier) };
  });
}

/** Routes every text by the classifier, and by tiers of a model where it is less sure than `sureFrom`. */
export async function evaluateCascade(catalogue: Catalogue, cases: readonly CascadeCase[], { sureFrom, tiers, ask }: { sureFrom: number; tiers: readonly string[]; ask: Ask }): Promise<{ figures: CascadeFigures; answers: CascadeAnswer[] }> {
  const answers: CascadeAnswer[] = [];
  for (const one of cases) {
    const heard: Heard[] = [];
    let { classified } = one.alone;
    for (let tier = nextTier(classified, one.alone.trigger !== undefined, tiers, { sureFrom }); tier; tier = nextTier(classified, one.alone.trigger !== undefined, tiers, { sureFrom })) {
      heard.push(await ask(tier, one));
      classified = heedConsultations(one.alone.classified, { consultations: heard.map(({ consultation }) => consultation), promptVersion: '', modelCalls: heard.length, modelTokens: 0, costUsd: '0' }, catalogue);
    }
    const { id, text, route } = one;
    answers.push({ id, text, route, predicted: classified.intent, confidence: classified.confidence, asked: heard.map(({ consultation }) => consultation.tier), usd: heard.reduce((sum, { usd }) => sum + usd, 0) });
  }
  return { figures: figuresOf(answers), answers };
}

function figuresOf(answers: readonly CascadeAnswer[]): CascadeFigures {
  const judged = answers.map(({ route, predicted, confidence }) => ({ label: route, predicted, confidence }));
  const share = (sum: number) => sum / Math.max(1, answers.length);
  return {
    accuracy: accuracyOf(judged),
    macroF1: macroF1(judged),
    ece: calibrationError(judged),
    asked: share(answers.filter(({ asked }) => asked.length > 0).length),
    callsPerTicket: share(answers.reduce((sum, { asked }) => sum + asked.length, 0)),
    usdPer1000Tickets: 1000 * share(answers.reduce((sum, { usd }) => sum + usd, 0)),
  };
}

/** How often each tier was right about what it was asked. */
export function trustOf(catalogue: Catalogue, heard: readonly { route: string; tier: string; intent: string }[]): Record<string, { asked: number; right: number }> {
  const tiers = [...new Set(heard.map(({ tier }) => tier))];
  return Object.fromEntries(
    tiers.map((tier) => {
      const its = heard.filter((each) => each.tier === tier);
      return [tier, { asked: its.length, right: accuracyOf(its.map(({ route, intent }) => ({ label: catalogue.aliases.get(route) ?? route, predicted: intent, confidence: 1 }))) }];
    }),
  );
}

/** A first message of nobody known. */
function ticketOf(text: string, at: number): Received {
  const name = `eval-${at}`;
  return {
    ticketId: name, conversationId: name, source: 'eval', sourceId: name, channel: 'api', messageId: name, turn: 1, revision: 1, epoch: 0, subject: '', text, history: [], authenticated: false, customerId: '',
    identityNote: '', metadata: {}, receivedAt: '2026-01-01T00:00:00.000Z', customerMessages: 1, dryRun: true, heldBy: '', opensTicket: true,
  };
}

/** How sure the classifier alone is, and whether it should be. What rules hand to people and small talk is not its to decide. */
export function surenessOf(cases: readonly CascadeCase[]): { confidence: number; isRight: boolean }[] {
  const decided = cases.filter(({ alone }) => !alone.trigger && !alone.classified.smallTalk);
  return decided.map(({ alone: { classified }, route }) => ({ confidence: classified.confidence, isRight: isRight({ label: route, predicted: classified.intent, confidence: 1 }) }));
}
