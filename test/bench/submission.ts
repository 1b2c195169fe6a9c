const texts = [
  'My order 12345 is late', 'What is your return policy?', 'How long does shipping take?', 'thanks', 'Where is my order 20023?', 'I want to talk to a human',
];

/** One of six usual questions, by the number that the id ends with. */
export function submission(id: string, identityToken: string): string {
  return JSON.stringify({ source: 'bench', id, text: texts[Number(id.split('-').at(-1)) % texts.length], customer: { identityToken } });
}
