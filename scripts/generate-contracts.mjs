// Generates libs/contracts/src/gen from proto/: types for events, grpc-js clients and servers for services.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const files = readdirSync(join(root, 'proto'), { recursive: true }).filter((file) => file.endsWith('.proto'));

function generate(template, wanted) {
  const paths = files.filter((file) => wanted.some((name) => file.endsWith(name))).flatMap((file) => ['--path', file]);
  const run = spawnSync(join(root, 'node_modules/.bin/buf'), ['generate', '--template', template, ...paths], {
    cwd: join(root, 'proto'),
    stdio: 'inherit',
  });
  if (run.status !== 0) process.exit(run.status ?? 1);
}

generate('buf.gen.events.yaml', ['events.proto', 'facts.proto']);
generate('buf.gen.rpc.yaml', ['service.proto', 'facts.proto']);
