import { fileURLToPath } from 'node:url';
import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import type { Received } from '@deskhand/contracts/gen/events/deskhand/ingestion/v1/events.js';
import { SearchedKnowledge } from '@deskhand/desk/evals/replay/search-knowledge.js';
import { decideTurn, type TurnDecision } from '@deskhand/intent/accept/decide-turn.js';
import { IntentRpc } from '@deskhand/intent/accept/reconsider-intent.js';
import { builtClassifier } from '@deskhand/intent/perform/built-classifier.js';
import type { Classifier } from '@deskhand/intent/perform/classifier.js';
import { TicketClassifiedController } from '@deskhand/retrieval/accept/ticket-classified.js';
import { Grounder } from '@deskhand/retrieval/perform/grounder.js';
import type { Knowledge } from '@deskhand/retrieval/perform/knowledge.js';
import { SecondLooks } from '@deskhand/retrieval/perform/second-looks.js';

/** What does not change from seed to seed: catalogue, classifier, documents. Answers to equal questions are remembered, because they are equal. */
export interface PureParts {
  readonly catalogue: Catalogue;
  readonly decideTurn: (received: Received) => TurnDecision;
  readonly retrieval: TicketClassifiedController;
}

export async function openPureParts(): Promise<PureParts> {
  const catalogue = loadCatalogue(fileURLToPath(new URL('../../deploy/catalogue', import.meta.url)));
  const classifier = await builtClassifier(catalogue.examples);
  const known = new Map<string, TurnDecision>();
  const searched = new SearchedKnowledge(catalogue.knowledge);
  const found = new Map<string, ReturnType<SearchedKnowledge['search']>>();
  const knowledge = {
    indexVersion: 'simulated',
    search: (query: string, scope: Parameters<SearchedKnowledge['search']>[1]) => remember(found, JSON.stringify([query, scope]), () => searched.search(query, scope)),
  };
  const intent = new IntentRpc({ ready: async () => classifier } as unknown as Classifier, catalogue);
  const looks = new SecondLooks({ reconsider: (request) => intent.reconsider(request), close: () => {} });
  return {
    catalogue,
    decideTurn: (received) => {
      const { text, subject, history, customerMessages, authenticated } = received;
      const heard = history.map(({ from, text: said, pending, toolResults, intent: of }) => [from, said, pending, toolResults, of]);
      return structuredClone(remember(known, JSON.stringify([text, subject, heard, customerMessages, authenticated]), () => decideTurn(received, catalogue, classifier)));
    },
    retrieval: new TicketClassifiedController(new Grounder(knowledge as unknown as Knowledge), looks, catalogue),
  };
}

const mostRemembered = 20_000;

function remember<T>(known: Map<string, T>, key: string, find: () => T): T {
  const value = known.get(key) ?? find();
  if (known.size > mostRemembered) known.clear();
  known.set(key, value);
  return value;
}
