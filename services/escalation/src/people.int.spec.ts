import { createHash } from 'node:crypto';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { classified, grounding, received, submitted } from './decide/scenario.fixture.js';
import { World } from './perform/world.fixture.js';

const token = 'the-token-of-mira';
const apiToken = 'the-token-of-the-desk';
const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const people = `people:
  - { name: Mira, tokenSha256: ${hash(token)}, approvesUpTo: 200.00 USD, role: lead }
  - { name: Otto, tokenSha256: ${hash('another')}, approvesUpTo: null, role: lead }
`;

let world: World;
beforeAll(async () => {
  world = await World.open({ people, apiToken });
});
afterAll(() => world?.close());

let n = 0;
async function waiting(value: string): Promise<string> {
  const ticketId = `tkt_${++n}`;
  const facts = received(1, { ticketId, conversationId: `c-${n}` });
  await world.say('ticket.proposed.v1', { received: facts, classified: classified(), grounding, proposal: submitted(value) }, { key: `c-${n}`, subject: ticketId });
  return waitFor(() => world.approvalId(ticketId), { for: 'the approval' });
}

it.each([
  ['Eve, whom the policy does not name', 'Eve', '150.00', apiToken, 403, /Eve is not in policies\/people.yaml.*Mira, Otto/],
  ['Mira over her limit', 'Mira', '200.01', apiToken, 403, /Mira approves up to \$200\.00, and this is \$200\.01/],
  ['Mira\'s token in Otto\'s name', 'Otto', '150.00', token, 403, /Mira's/],
  ['nobody\'s token', 'Mira', '150.00', 'some-other-token', 401, /API_TOKEN/],
  ['Mira by her own token', 'Mira', '200.00', token, 200, /^$/],
  ['Otto, who has no limit', 'Otto', '9000.00', apiToken, 200, /^$/],
])('%s', async (_who, by, value, bearer, status, detail) => {
  const id = await waiting(value);
  const answer = await world.post(`/v1/approvals/${id}/approve`, { by }, { authorization: `Bearer ${bearer}` });
  expect(answer.status).toBe(status);
  expect(String(answer.body['detail'] ?? '')).toMatch(detail);
  if (status !== 200) expect(world.on('approval.decided.v1', `tkt_${n}`)).toEqual([]);
});
