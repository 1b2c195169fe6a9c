import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { sharedRedis } from '@deskhand/testing/infrastructure/shared-redis.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDesk, type RunningDesk } from '../support/start-desk.ts';

type Mood = 'well' | 'hung' | 'gone' | 'forgetful' | 'babbling';

/** A Redis that can be taken away, stopped, emptied or made to talk nonsense while a desk uses it. */
class MoodyRedis {
  mood: Mood = 'well';
  asked = 0;
  readonly #sockets = new Set<Socket>();
  readonly #held: (() => void)[] = [];
  readonly #server: Server;

  private constructor(target: URL) {
    this.#server = createServer((socket) => this.#serve(socket, connect(Number(target.port), target.hostname)));
  }

  static async open(): Promise<MoodyRedis> {
    const redis = new MoodyRedis(new URL(await sharedRedis()));
    await new Promise<void>((resolve) => redis.#server.listen(0, '127.0.0.1', resolve));
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  become(mood: Mood): void {
    this.mood = mood;
    // One that comes to itself answers everything that it was asked meanwhile, in order.
    if (mood !== 'hung') for (const go of this.#held.splice(0)) go();
    if (mood === 'gone') for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.become('gone');
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #serve(socket: Socket, redis: Socket): void {
    for (const end of [socket, redis]) {
      this.#sockets.add(end);
      end.on('error', () => undefined).on('close', () => [socket, redis].forEach((one) => one.destroy()));
    }
    if (this.mood === 'gone') return void socket.destroy();
    const answer = (chunk: Buffer) => {
      const commands = chunk.toString('latin1').match(/\*\d+\r\n\$/g)?.length ?? 0;
      this.asked += commands;
      if (this.mood === 'forgetful') socket.write('$-1\r\n'.repeat(commands));
      else if (this.mood === 'babbling') socket.write('$9\r\n{"passage\r\n'.repeat(commands));
      else redis.write(chunk);
    };
    socket.on('data', (chunk: Buffer) => (this.mood === 'hung' ? void this.#held.push(() => answer(chunk)) : answer(chunk)));
    redis.on('data', (chunk) => socket.write(chunk));
  }
}

let redis: MoodyRedis;
let desks: RunningDesk[];
beforeAll(async () => {
  redis = await MoodyRedis.open();
  desks = await Promise.all([startDesk({ env: { REDIS_URL: redis.url } }), startDesk()]);
});
afterAll(async () => {
  await Promise.all((desks ?? []).map((desk) => desk.stop()));
  await redis?.close();
});

const questions = ['What is your return policy?', 'Do you ship to Canada?'];
let said = 0;

/** A conversation of three messages: what is answered, and where it ends. */
async function talk({ client }: RunningDesk, id: string) {
  const first = await client.settled({ id, source: 'redis', text: questions[0]! });
  const second = await client.settledAfter(first.ticketId, questions[1]!);
  const third = await client.settledAfter(first.ticketId, 'Thanks!');
  return [first, second, third].map(({ state, reply, intent }) => ({ state, text: reply?.text, citations: reply?.citations, intent: intent?.name }));
}

test.each<Mood>(['well', 'forgetful', 'babbling', 'hung', 'gone', 'well'])('a Redis that is %s changes no answer', async (mood) => {
  redis.become(mood);
  const before = redis.asked;
  const id = `talk-${++said}`;
  const [cached, plain] = await Promise.all(desks.map((desk) => talk(desk, id)));
  expect(cached).toEqual(plain);
  expect(cached!.map(({ state }) => state)).toEqual(['replied', 'replied', 'replied']);
  if (mood === 'well' && said === 1) expect(redis.asked).toBeGreaterThan(before);
});

test('a Redis that is taken away in the middle of a conversation changes no answer', async () => {
  const stories = desks.map(async ({ client }, n) => {
    const become = (mood: Mood) => n === 0 && redis.become(mood);
    become('well');
    const ticket = await client.settled({ id: 'middle', source: 'redis', text: questions[0]! });
    become('hung');
    const second = await client.settledAfter(ticket.ticketId, questions[1]!);
    become('gone');
    const third = await client.settledAfter(ticket.ticketId, questions[0]!);
    return [ticket, second, third].map(({ state, reply }) => [state, reply?.text]);
  });
  const [cached, plain] = await Promise.all(stories);
  expect(cached).toEqual(plain);
});
