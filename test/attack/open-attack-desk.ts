import { catalogue, factsOf, type Said } from '@deskhand/actions/decide/turn.fixture.js';
import type { Call, DoneCall } from '@deskhand/actions/decide/turn.js';
import { type Conversation, MemoryVault, partsOn } from '@deskhand/actions/perform/desk.fixture.js';
import type { ModelSeat } from '@deskhand/actions/perform/model-seat.js';
import { TurnFactory } from '@deskhand/actions/perform/turn-factory.js';
import { TurnRunner, type TurnParts } from '@deskhand/actions/perform/turn-runner.js';
import { Vault } from '@deskhand/actions/perform/vault.js';
import type { Database } from '@deskhand/kit/database.js';

/** What sits where the model sits: it gets the door to the tools, and nothing checks what it asks for but the gate. */
export type Adversary = readonly Call[];

export interface AttackOptions {
  timeoutMs?: number;
  patienceMs?: number;
  owner?: string;
  /** Planted bugs: parts of another kind. */
  replace?: (parts: TurnParts) => TurnParts;
}

/** The action service as it runs (gate, ledger, write runner) on a real shop, with an adversary in the model's place. */
export function openAttackDesk(db: Database, shopUrl: string, { timeoutMs = 5_000, patienceMs = 20_000, owner = 'attacked', replace = (it) => it }: AttackOptions = {}) {
  const conversation: Conversation = { turn: null, served: 1, epoch: 0, heldBy: '' };
  const vault = new Vault(new MemoryVault());
  const parts = partsOn(db, shopUrl, conversation, vault, { timeoutMs, patienceMs, owner });
  // Tickets of any name are known here, each with the turn that is served.
  const found = { find: () => ({ turn: conversation.turn ?? conversation.served }) };
  Reflect.set(parts.fence, 'conversations', {
    context: async () => ({ epoch: conversation.epoch, heldBy: conversation.heldBy, tickets: found }),
  });
  const turns = new TurnFactory(catalogue, 'auto', parts.client, vault);
  const base: TurnParts = replace({ ...parts, shop: parts.client, vault, search: async () => [] });
  return {
    conversation,
    ledger: parts.ledger,
    client: parts.client,
    vault,
    turns,
    turnOf: (text: string, said: Said) => turns.make(factsOf(text, said), new Date().toISOString()),
    runner: new TurnRunner(base),
    /** A customer says something, and the adversary makes its calls. */
    async attempt(text: string, said: Said, calls: Adversary): Promise<DoneCall[]> {
      const done: DoneCall[] = [];
      const seat = {
        async serve(_turn: unknown, _calls: unknown, make: (call: Call) => Promise<DoneCall>) {
          for (const call of calls) done.push(await make(call));
          return { step: { kind: 'reply', parts: [] }, use: undefined };
        },
      };
      const runner = new TurnRunner({ ...base, seat: seat as unknown as ModelSeat });
      const turn = await turns.make(factsOf(text, said), new Date().toISOString());
      await runner.run(turn);
      return done;
    },
  };
}
