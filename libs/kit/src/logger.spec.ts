import { expect, it } from 'vitest';
import { createLogger } from './logger.js';
import { prettyLine } from './pretty-stream.js';

function logged(write: (logger: ReturnType<typeof createLogger>) => void, level = 'info') {
  const lines: string[] = [];
  write(createLogger({ name: 'intent', level, destination: { write: (line) => lines.push(line) } }));
  return lines;
}

it('blanks personal and secret members at any depth', () => {
  const [line] = logged((logger) =>
    logger.info({
      ticketId: 't1',
      text: 'hunter2',
      headers: { Authorization: 'Bearer hunter2', cookie: 'hunter2' },
      event: { received: { customer: { email: 'hunter2' }, messages: ['hunter2'] }, list: [{ identityToken: 'hunter2', api_token: 'hunter2' }] },
    }, 'taken'),
  );
  expect(line).not.toContain('hunter2');
  expect(JSON.parse(line!)).toMatchObject({ level: 'info', service: 'intent', msg: 'taken', ticketId: 't1' });
});

it('blanks them in children too', () => {
  const [line] = logged((logger) => logger.child({ ticketId: 't1', email: 'hunter2' }).info('x'));
  expect(line).not.toContain('hunter2');
  expect(line).toContain('t1');
});

it('keeps of an error what finds the fault, and no row of the database', () => {
  const error = Object.assign(new Error('duplicate key', { cause: new Error('below') }), {
    code: '23505',
    constraint: 'ticket_pkey',
    detail: 'Key (email)=(hunter2) already exists.',
    where: 'hunter2',
  });
  const [line] = logged((logger) => logger.error({ err: error }, 'failed'));
  expect(line).not.toContain('hunter2');
  expect(JSON.parse(line!).err).toMatchObject({ reason: 'duplicate key', code: '23505', constraint: 'ticket_pkey', cause: { reason: 'below' } });
  expect(logged((logger) => logger.error(error, 'failed'))[0]).not.toContain('hunter2');
});

it('survives circles and depth', () => {
  const circle: Record<string, unknown> = { name: 'x' };
  circle['self'] = circle;
  expect(logged((logger) => logger.info({ circle }, 'x'))).toHaveLength(1);
});

it('says nothing below its level', () => {
  expect(logged((logger) => logger.debug('x'))).toEqual([]);
});

it('writes one readable line on a terminal', () => {
  const [line] = logged((logger) => logger.warn({ lag: 3 }, 'the bus is behind'));
  expect(prettyLine(line!).replaceAll(/\u001b\[\d+m/g, '')).toMatch(/^\d\d:\d\d:\d\d warn  intent: the bus is behind lag=3\n$/);
});
