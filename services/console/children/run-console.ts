// The console on a data folder until it is killed: tells it the same events again and again, by request and over the bus.
import { readFileSync } from 'node:fs';
import { startConsole } from '../src/console.fixture.js';
import type { SeenEvent } from '../src/decide/facts.js';

const [dataDir = '', events = ''] = process.argv.slice(2);
const story = JSON.parse(readFileSync(events, 'utf8')) as SeenEvent[];
const desk = await startConsole(dataDir);
process.stdout.write('open\n');
await Promise.all(story.flatMap((event) => [desk.say(event), desk.apply([event])]));
process.stdout.write('told\n');
