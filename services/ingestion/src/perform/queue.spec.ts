import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Queue } from './queue.js';

function openQueue(places: number, more = {}) {
  const room = { places };
  const queue = new Queue({ most: 3, patienceMs: 60_000, everyMs: 5, hasRoom: () => room.places > 0, ...more });
  const entered: string[] = [];
  const enter = async (name: string, asker = new EventEmitter()) => {
    const isIn = await queue.enter(asker);
    if (isIn) room.places--;
    entered.push(`${name} ${isIn ? 'in' : 'out'}`);
  };
  return { queue, room, enter, entered };
}

test('with room everybody enters at once; without it they wait in order, and too many are refused', async () => {
  const { queue, room, enter, entered } = openQueue(1);
  await enter('a');
  const rest = ['b', 'c', 'd', 'e'].map((name) => enter(name));
  await sleep(20);
  expect(entered).toEqual(['a in', 'e out']);
  expect(queue.length).toBe(3);
  room.places = 2;
  queue.look();
  await sleep(20);
  expect(entered).toEqual(['a in', 'e out', 'b in', 'c in']);
  queue.close();
  await Promise.all(rest);
  expect(entered.at(-1)).toBe('d out');
});

test('who has waited long enough is refused', async () => {
  const { enter, entered } = openQueue(0, { patienceMs: 10 });
  await enter('a');
  expect(entered).toEqual(['a out']);
});

test('who has gone takes no place', async () => {
  const { room, enter, entered } = openQueue(0);
  const asker = new EventEmitter();
  const [gone, next] = [enter('a', asker), enter('b')];
  asker.emit('close');
  room.places = 1;
  await Promise.all([gone, next]);
  expect(entered).toEqual(['a out', 'b in']);
  expect(room.places).toBe(0);
});
