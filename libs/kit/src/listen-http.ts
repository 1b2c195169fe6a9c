import { chmodSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { BootFailure } from './boot-failure.js';
import type { BaseConfig } from './config.js';
import { freeSocket } from './free-socket.js';
import { httpSocket } from './run-dir.js';

/** On HOST and PORT, or on the service's socket when there is no PORT. */
export async function listenHttp(app: NestFastifyApplication, config: BaseConfig, name: string): Promise<string> {
  const fastify = app.getHttpAdapter().getInstance();
  if (config.PORT === undefined) {
    const path = httpSocket(config, name);
    await freeSocket(path);
    await fastify.listen({ path });
    chmodSync(path, 0o600);
    return `unix:${path}`;
  }
  try {
    await fastify.listen({ host: config.HOST, port: config.PORT });
  } catch (error) {
    throw refusal(error, config);
  }
  const { address, family, port } = fastify.addresses()[0] as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

function refusal(error: unknown, { HOST, PORT }: BaseConfig): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EADDRINUSE') return new BootFailure(`Port ${PORT} on ${HOST} is taken by another program: stop it, or set PORT to a free one.`);
  if (code === 'EACCES') return new BootFailure(`Port ${PORT} may not be opened by this user: set PORT to one above 1023.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return new BootFailure(`HOST "${HOST}" is no address of this machine: set it to one, or leave it at 127.0.0.1.`);
  return error;
}
