import { expect, it } from 'vitest';
import { received, Scenario } from './scenario.fixture.js';

const handedBack = { epoch: 2, revision: 4 };

it('a release that is heard before its takeover stops what the bot was about to say, and the ticket rests', () => {
  const ticket = new Scenario().message().proposed().people('released', 'Lena', handedBack);
  expect(ticket).toMatchObject({ state: 'replied', record: { settling: null, judged: true, heldBy: '' } });
  expect(ticket.people('taken_over', 'Lena', { epoch: 1, revision: 3 }).state).toBe('replied');
});

it('a message that people had and handed back is theirs, however late it is heard', () => {
  const ticket = new Scenario().message().people('taken_over', 'Lena', { epoch: 1, revision: 3 }).people('released', 'Lena', handedBack);
  expect(ticket.state).toBe('replied');
  ticket.message(received(2, { revision: 2, epoch: 0 }));
  expect(ticket).toMatchObject({ state: 'replied', record: { turn: 2, judged: true } });
});
