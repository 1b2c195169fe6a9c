import { expect, it } from 'vitest';
import { z } from 'zod';
import { baseConfigSchema, parseConfig } from './config.js';

function fault(env: Record<string, string>, schema = baseConfigSchema): string {
  try {
    parseConfig(schema, env);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was taken');
}

it('needs nothing', () => {
  expect(parseConfig(baseConfigSchema, {})).toMatchObject({
    HOST: '127.0.0.1',
    PUBLIC_HOSTS: [],
    DESKHAND_DATA: './.deskhand',
    LANE: 'stable',
    MODE: 'auto',
    LOG_LEVEL: 'info',
  });
});

it('takes an empty variable for an unset one', () => {
  expect(parseConfig(baseConfigSchema, { PORT: '', KAFKA_BROKERS: ' ', LANE: '' })).toMatchObject({ LANE: 'stable' });
});

it('reads lists and numbers', () => {
  const config = parseConfig(baseConfigSchema, {
    PORT: '8080',
    KAFKA_BROKERS: 'a:9092, b:9093',
    DATABASE_URL: 'postgres://u:p@h:5432/d',
    PUBLIC_HOSTS: 'Desk.Example.com,x.example',
  });
  expect(config).toMatchObject({ PORT: 8080, KAFKA_BROKERS: ['a:9092', 'b:9093'], PUBLIC_HOSTS: ['desk.example.com', 'x.example'] });
});

it.each([
  [{ PORT: '99999' }, 'PORT is "99999" that cannot be used: it must be a whole number from 0 to 65535.'],
  [{ PORT: '80.5' }, 'PORT is "80.5" that cannot be used: it must be a whole number from 0 to 65535.'],
  [{ LANE: 'blue' }, 'LANE is "blue" that cannot be used: it must be stable, canary, control or shadow.'],
  [{ MODE: 'manual' }, 'MODE is "manual" that cannot be used: it must be auto or suggest.'],
  [{ KAFKA_BROKERS: 'nohost', DATABASE_URL: 'postgres://h/d' }, 'KAFKA_BROKERS is "nohost" that cannot be used: it must be host:port, several of them separated by commas.'],
  [{ LANE: 'canary' }, 'LANE is "canary" but KAFKA_BROKERS is not set: lanes are apart only on Kafka, so set KAFKA_BROKERS and DATABASE_URL to those of the stable services.'],
  [{ HOST: '0.0.0.0' }, 'HOST is "0.0.0.0", which others can reach, but API_TOKEN is not set: set API_TOKEN, or leave HOST at 127.0.0.1.'],
  [{ KAFKA_BROKERS: 'h:1' }, 'KAFKA_BROKERS is set but DATABASE_URL is not: with Kafka the desk needs a Postgres, so set DATABASE_URL to one.'],
])('refuses %j with a sentence', (env, sentence) => {
  expect(fault(env as unknown as Record<string, string>)).toBe(sentence);
});

it('names every fault, and no secret', () => {
  const message = fault({ PORT: 'x', API_TOKEN: 'hunter2 \n', DATABASE_URL: 'mysql://root:hunter2@h/d' });
  expect(message.split('\n')).toHaveLength(3);
  expect(message).toContain('API_TOKEN is set to a value that cannot be used: it must be printable ASCII without spaces.');
  expect(message).not.toContain('hunter2');
});

it('lets a service add its own variables', () => {
  const schema = baseConfigSchema.extend({ SHOP_URL: z.url('must look like https://shop.example') });
  expect(parseConfig(schema, { SHOP_URL: 'https://shop.example' }).SHOP_URL).toBe('https://shop.example');
  expect(fault({}, schema as unknown as typeof baseConfigSchema)).toBe('SHOP_URL is not set: it is needed (must look like https://shop.example).');
});

it.each(['127.0.0.1', 'localhost', '::1', '127.1.2.3'])('needs no token on %s', (HOST) => {
  expect(parseConfig(baseConfigSchema, { HOST }).HOST).toBe(HOST);
});

it.each(['0.0.0.0', '::', '192.168.1.4', 'example.com', '127.0.0.1.example.com', '127.1'])('needs a token on %s', (HOST) => {
  expect(fault({ HOST })).toContain('API_TOKEN is not set');
  expect(parseConfig(baseConfigSchema, { HOST, API_TOKEN: '0123456789abcdef' }).HOST).toBe(HOST);
});
