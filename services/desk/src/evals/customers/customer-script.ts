import { z } from 'zod';

const oneOrMore = <Item extends z.ZodType>(item: Item) => z.union([item, z.array(item).min(1)]).transform((given) => (Array.isArray(given) ? given : [given]) as z.output<Item>[]);

/** Facts that a turn must show; what is left out may be anything. */
export const expectationShape = z.strictObject({
  state: oneOrMore(z.string()).optional(),
  intent: oneOrMore(z.string()).optional(),
  /** Why a person is needed: one of the escalation codes. */
  code: oneOrMore(z.string()).optional(),
  /** Tools that must have succeeded, or wait for approval. */
  tool: oneOrMore(z.string()).optional(),
  /** Tools that must not have been carried out. */
  noTool: oneOrMore(z.string()).optional(),
  /** What a write must have moved or must be waiting to move: "24.90". */
  amount: z.string().optional(),
  /** Part of the title of a document that must be cited. */
  cites: oneOrMore(z.string()).optional(),
  /** Facts that the reply must name, by their words: a tracking number, an amount, a day. Letters' case does not matter. */
  says: oneOrMore(z.string()).optional(),
  never: oneOrMore(z.string()).optional(),
});

const messageShape = z.union([z.string().min(1).transform((say) => ({ say, expect: undefined })), z.strictObject({ say: z.string().min(1), expect: expectationShape.optional() })]);

export const customerScriptShape = z.strictObject({
  name: z.string().min(1),
  /** The shop's id of who is signed in; nobody where it is missing. */
  as: z.string().min(1).optional(),
  messages: z.array(messageShape).min(1),
  /** What must be true once the last message is settled. */
  expect: expectationShape,
});

export type Expectation = z.output<typeof expectationShape>;
export type CustomerScript = z.output<typeof customerScriptShape> & { place: string };
