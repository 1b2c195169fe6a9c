import type { Bus } from '@deskhand/bus/bus.js';
import { VaultService, type RevealRequest, type RevealResponse, type TokeniseRequest, type TokeniseResponse } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import type { GrpcService } from '@deskhand/kit/grpc.js';
import { RpcError } from '@deskhand/kit/rpc-error.js';
import { z } from 'zod';
import { personalKinds } from '../decide/personal-span.js';
import type { ConversationStore } from '../perform/conversation-store.js';
import type { Vault } from '../perform/vault.js';

const kindSchema = z.enum(personalKinds).or(z.literal('').transform(() => undefined));
const purposeSchema = z.enum(['delivery', 'tool', 'desk', 'public_topic']);

/** The rpc `Vault`: the only door between tokens and personal data. */
export function vaultRpc(vault: Vault, store: ConversationStore, bus: Bus): GrpcService {
  return {
    definition: VaultService,
    handlers: {
      async tokenise({ conversationId, clear }: TokeniseRequest): Promise<TokeniseResponse> {
        const texts = clear.map(({ text, kind }) => ({ text: text.replaceAll('\0', ''), kind: parse(kindSchema, kind, 'kind') }));
        if (!(await store.exists(conversationId))) throw new RpcError('not_found', 'There is no conversation of that id.');
        const known = await vault.tokenise(conversationId, texts);
        if (known.writes.length === 0) return { tokenised: known.texts };
        // Something new: in the conversation's lane, so that two askers make one key.
        const tokenised = await bus.write('ingestion', conversationId, async () => {
          const { texts: result, writes, committed: afterCommit } = await vault.tokenise(conversationId, texts);
          return { events: [], writes, afterCommit, result };
        });
        return { tokenised };
      },
      async reveal({ texts, purpose }: RevealRequest): Promise<RevealResponse> {
        return { revealed: await vault.reveal(texts, parse(purposeSchema, purpose, 'purpose')) };
      },
    },
  };
}

function parse<Value>(schema: z.ZodType<Value, unknown>, value: unknown, what: string): Value {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new RpcError('invalid_argument', `"${String(value)}" is not a ${what} of the vault.`);
  return parsed.data;
}
