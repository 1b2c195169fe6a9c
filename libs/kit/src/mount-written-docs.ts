import { readFileSync } from 'node:fs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mountDocs } from './mount-docs.js';
import { mountFile } from './mount-file.js';

const docs = new URL('../../../docs/', import.meta.url);

/** For a process that has only a part of the routes: the documents of the whole desk, as they were written down. */
export async function mountWrittenDocs(app: NestFastifyApplication): Promise<void> {
  await mountDocs(app, () => JSON.parse(readFileSync(new URL('openapi.json', docs), 'utf8')));
  mountFile(app, '/asyncapi.json', new URL('asyncapi.json', docs));
}
