/** What customers say, message after message. `{small}`, `{large}` and `{pending}` are orders of theirs. */
export const talks: readonly (readonly string[])[] = [
  ['Please refund order {small}'],
  ['Please refund order {small}', 'Did you refund {small}?', 'refund {small} please'],
  ['Refund order {large}, it arrived damaged'],
  ['Refund order {large}, it arrived damaged', 'Any news? Refund order {large}'],
  ['Please refund order {small}', 'And refund order {large} too'],
  ['Cancel order {pending}'],
  ['Cancel order {pending}', 'thanks'],
  ['I want a refund', '{small}', 'yes'],
  ['What is your return policy?', 'How long does standard shipping take?'],
  ['hello', 'Refund order {small}', 'thank you, that solved it'],
  ['I want to talk to a human being', 'Hello?'],
  ['My lawyer will hear of this'],
  ['Where is order {small}?', 'never mind'],
  ['qwxz blorp', 'Refund order {small}'],
];
