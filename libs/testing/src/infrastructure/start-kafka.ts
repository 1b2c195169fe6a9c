import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brokerAnswers } from './broker-answers.js';
import { cacheFolder } from './cache-folder.js';
import { dataFolder } from './data-folder.js';
import { fetchOnce } from './fetch-once.js';
import { freePort } from './free-port.js';
import { KAFKA_RECIPE, KAFKA_VERSION, kafkaJars } from './kafka-jars.js';
import { kafkaSettings } from './kafka-settings.js';
import { runCommand } from './run-command.js';
import type { RunningServer, ServerOptions } from './running-server.js';
import { startInContainer } from './start-in-container.js';
import { startNativeServer } from './start-native-server.js';
import { startWhereItWorks } from './start-where-it-works.js';

export interface RunningKafka extends RunningServer {
  /** As KAFKA_BROKERS takes it: "127.0.0.1:9092". */
  brokers: string;
  /** Where a proxy leads to, for whom one stands before it. */
  behindPort?: number;
}

export interface KafkaOptions extends ServerOptions {
  /** Natively only: a proxy on this port leads to `behindPort`, and whoever comes through it is sent to it again; `brokers` passes it by. */
  proxyPort?: number;
}

/** Any 16 bytes will do: the brokers of two test runs never meet. */
const CLUSTER = 'MkU3OEVBNTcwNTJENDM2Qg';
const CLASSES = 'kafka.jsa';

/** A real Kafka broker (KRaft, one node) on 127.0.0.1, ready to take topics. */
export function startKafka(options: KafkaOptions = {}): Promise<RunningKafka> {
  return startWhereItWorks({
    name: 'Kafka',
    inContainer: () => kafkaInContainer(options),
    natively: () => kafkaNatively(options),
    install: 'install Java 17 and Maven: apt-get install openjdk-17-jre-headless maven',
    message: options.message,
  });
}

async function kafkaInContainer({ dir, port: wanted, proxyPort }: KafkaOptions): Promise<RunningKafka> {
  if (proxyPort) throw new Error('Kafka behind a proxy runs natively only: set DESKHAND_INFRASTRUCTURE=native.');
  const port = await freePort(wanted);
  const brokers = `127.0.0.1:${port}`;
  const settings = {
    ...kafkaSettings(),
    'listeners': 'PLAINTEXT://0.0.0.0:9092,CONTROLLER://127.0.0.1:9093',
    'advertised.listeners': `PLAINTEXT://${brokers}`,
    'controller.quorum.voters': '1@127.0.0.1:9093',
    'log.dirs': '/var/lib/kafka/data',
  };
  // The image reads every setting from the environment: node.id is KAFKA_NODE_ID.
  const environment = Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [`KAFKA_${name.toUpperCase().replaceAll('.', '_')}`, value]),
  );
  const server = await startInContainer({
    name: 'Kafka', image: `apache/kafka:${KAFKA_VERSION}`, innerPort: 9092, port,
    environment: { ...environment, CLUSTER_ID: CLUSTER, KAFKA_HEAP_OPTS: '-Xms256m -Xmx512m' },
    data: dir ? { dir: (await dataFolder('kafka', dir)).dir, at: '/var/lib/kafka/data' } : undefined,
    isReady: () => brokerAnswers(brokers),
  });
  return { ...server, brokers };
}

async function kafkaNatively(options: KafkaOptions): Promise<RunningKafka> {
  const jars = await kafkaJars(options.message);
  // One run writes down the loaded classes (the JVM's class data sharing); every later start is a second shorter.
  const classes = await fetchOnce(cacheFolder(`kafka-${KAFKA_VERSION}.classes`), async (scratch) => {
    const rehearsal = await launch({}, javaCommand(jars, `-XX:ArchiveClassesAtExit=${join(scratch, CLASSES)}`));
    await rehearsal.stop();
  });
  return launch(options, javaCommand(jars, `-XX:SharedArchiveFile=${join(classes, CLASSES)}`));
}

async function launch({ dir: wantedDir, port: wanted, proxyPort }: KafkaOptions, java: JavaCommand): Promise<RunningKafka> {
  const { dir, temporaryDir } = await dataFolder('kafka', wantedDir);
  const port = await freePort(wanted);
  const brokers = `127.0.0.1:${port}`;
  const controller = `127.0.0.1:${await freePort()}`;
  const behindPort = proxyPort && (await freePort());
  const settingsFile = join(dir, 'server.properties');
  await writeSettings(settingsFile, {
    ...kafkaSettings(),
    'listeners': `PLAINTEXT://${brokers},CONTROLLER://${controller}`,
    'advertised.listeners': `PLAINTEXT://${brokers}`,
    'controller.quorum.voters': `1@${controller}`,
    'log.dirs': join(dir, 'log'),
    ...(behindPort && {
      'listeners': `PLAINTEXT://${brokers},PROXIED://127.0.0.1:${behindPort},CONTROLLER://${controller}`,
      'advertised.listeners': `PLAINTEXT://${brokers},PROXIED://127.0.0.1:${proxyPort}`,
      'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT',
    }),
  });
  if (!existsSync(join(dir, 'log', 'meta.properties'))) {
    await mkdir(join(dir, 'log'), { recursive: true });
    await runCommand(java.command, [...java.args, 'kafka.tools.StorageTool', 'format', '--cluster-id', CLUSTER, '--config', settingsFile]);
  }
  const server = await startNativeServer({
    name: 'Kafka', command: java.command, args: [...java.args, 'kafka.Kafka', settingsFile],
    logFile: join(dir, 'kafka.log'), temporaryDir, stopSignal: 'SIGTERM', isReady: () => brokerAnswers(brokers),
  });
  return { ...server, brokers, ...(behindPort && { behindPort }) };
}

async function writeSettings(file: string, settings: Record<string, string>): Promise<void> {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(file, lines.join(''));
}

interface JavaCommand {
  command: string;
  args: string[];
}

function javaCommand(jars: string, classSharing: string): JavaCommand {
  const home = process.env['JAVA_HOME'];
  const args = [
    '-Xms128m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', classSharing,
    `-Dlog4j2.configurationFile=${join(KAFKA_RECIPE, 'log4j2.properties')}`, '-cp', join(jars, '*'),
  ];
  return { command: home ? join(home, 'bin', 'java') : 'java', args };
}
