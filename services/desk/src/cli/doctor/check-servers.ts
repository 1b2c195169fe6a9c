import { connect } from 'node:net';
import { spawnSync } from 'node:child_process';
import { fault, type Finding, ok, warning } from './finding.js';

type Environment = Record<string, string | undefined>;

const patienceMs = 2_000;

/** The servers that the environment names, or what is there to start them with. */
export async function checkServers(env: Environment): Promise<Finding[]> {
  const named = [
    ...(env.KAFKA_BROKERS ?? '').split(',').filter(Boolean).map((broker) => ['KAFKA_BROKERS', `tcp://${broker.trim()}`, 9092] as const),
    ...(env.DATABASE_URL ? [['DATABASE_URL', env.DATABASE_URL, 5432] as const] : []),
    ...(env.REDIS_URL ? [['REDIS_URL', env.REDIS_URL, 6379] as const] : []),
    ...(env.SHOP_URL ? [['SHOP_URL', env.SHOP_URL, env.SHOP_URL.startsWith('https') ? 443 : 80] as const] : []),
  ];
  const answers = await Promise.all(named.map(([variable, url, port]) => server(variable, url, port)));
  return [...answers, ...(env.KAFKA_BROKERS && env.DATABASE_URL ? [] : [localServers()])];
}

async function server(variable: string, url: string, usualPort: number): Promise<Finding> {
  if (!URL.canParse(url)) return fault(`${variable} is no address`, `set ${variable} to host and port of a running server`);
  const { hostname, port } = new URL(url);
  const place = `${hostname}:${port || usualPort}`;
  const isThere = await answers(hostname.replace(/^\[|\]$/g, ''), Number(port) || usualPort);
  return isThere ? ok(`${variable}: ${place} answers`) : fault(`${variable}: nothing answers at ${place}`, `start the server, or correct ${variable}`);
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patienceMs });
    const end = (isThere: boolean) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => end(true)).once('error', () => end(false)).once('timeout', () => end(false));
  });
}

/** `npm start` needs none of them. */
function localServers(): Finding {
  if (runs('docker', ['info'])) return ok('Docker answers: npm run start:kafka brings up Kafka and Postgres in it');
  const missing = [runs('java', ['-version']) ? '' : 'openjdk-17-jre-headless', runs('mvn', ['-v']) ? '' : 'maven'].filter(Boolean);
  if (missing.length === 0) return ok('Java and Maven are there: npm run start:kafka brings up Kafka and Postgres natively');
  return warning('npm run start:kafka cannot bring up Kafka: Docker does not answer and Java or Maven is missing (npm start needs neither)', `apt-get install ${missing.join(' ')}`);
}

function runs(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore', timeout: patienceMs * 2 }).status === 0;
}
