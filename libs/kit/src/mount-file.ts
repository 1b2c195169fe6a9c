import { readFile } from 'node:fs/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Serves one file as JSON under a path, read when first asked for. */
export function mountFile(app: NestFastifyApplication, path: string, file: URL): void {
  let text: Promise<string> | undefined;
  app.getHttpAdapter().get(path, async (_request: FastifyRequest, reply: FastifyReply) => {
    const read = await (text ??= readFile(file, 'utf8'));
    return reply.type('application/json').send(Buffer.from(read));
  });
}
