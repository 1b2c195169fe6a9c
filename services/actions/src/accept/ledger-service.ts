import type { ToolName } from '@deskhand/catalogue/tool-names.js';
import type { FindRequest, FindResponse, FingerprintRequest, FingerprintResponse, LedgerEntry } from '@deskhand/contracts/gen/rpc/deskhand/actions/v1/service.js';
import { Transient } from '@deskhand/kit/errors.js';
import { RpcError } from '@deskhand/kit/rpc-error.js';
import { z } from 'zod';
import { canonicalJson } from '../decide/canonical-json.js';
import type { Ledger } from '../perform/ledger.js';
import type { LedgerRow } from '../perform/ledger-row.js';
import type { TurnRunner } from '../perform/turn-runner.js';

const argumentsShape = z.record(z.string(), z.unknown());

/** Answers the rpcs of `deskhand.actions.v1.Ledger`. */
export class LedgerService {
  constructor(
    private readonly ledger: Ledger,
    private readonly runner: TurnRunner,
  ) {}

  async find({ conversationId, ticketId, idempotencyKey }: FindRequest): Promise<FindResponse> {
    if (idempotencyKey) return { entries: [await this.ledger.find(idempotencyKey)].flatMap((row) => (row ? [toEntry(row)] : [])) };
    if (ticketId) return { entries: (await this.ledger.ofTicket(ticketId)).map(toEntry) };
    if (conversationId) return { entries: (await this.ledger.ofConversation(conversationId)).map(toEntry) };
    throw new RpcError('invalid_argument', 'name a conversation, a ticket or an idempotency key');
  }

  async fingerprint({ tool, argumentsJson, customerId }: FingerprintRequest): Promise<FingerprintResponse> {
    const fingerprint = await this.runner.fingerprint(customerId, { tool: tool as ToolName, arguments: readArguments(argumentsJson) });
    if (fingerprint === 'not_found') throw new RpcError('not_found', 'the shop has no such order of this customer');
    if (fingerprint === null) throw new Transient('the shop does not answer');
    return { fingerprint };
  }
}

function readArguments(json: string): z.output<typeof argumentsShape> {
  try {
    return argumentsShape.parse(JSON.parse(json));
  } catch {
    throw new RpcError('invalid_argument', 'arguments_json is not a JSON object');
  }
}

function toEntry(row: LedgerRow): LedgerEntry {
  return {
    idempotencyKey: row.idempotencyKey,
    conversationId: row.conversationId,
    ticketId: row.ticketId,
    tool: row.tool,
    argumentsJson: canonicalJson(row.arguments),
    status: row.status,
    resultJson: row.result ? canonicalJson(row.result) : '',
    intendedAt: row.intendedAt,
    settledAt: row.settledAt ?? '',
  };
}
