import { Controller, Get, Module } from '@nestjs/common';
import { Server, type CustomTransportStrategy } from '@nestjs/microservices';
import type { BusHandle } from '../src/start.js';

class NoTransport extends Server implements CustomTransportStrategy {
  listen(callback: () => void): void {
    callback();
  }

  close(): void {
    process.stdout.write('closed\n');
  }

  on(): void {}

  unwrap<T>(): T {
    throw new Error('there is nothing to unwrap');
  }
}

/** A bus that takes its time to drain and says so. */
export function slowBus(): BusHandle {
  return {
    strategy: new NoTransport(),
    ready: () => ({ ok: true, reasons: [] }),
    drain: async () => {
      process.stdout.write('draining\n');
      await new Promise((resolve) => setTimeout(resolve, 300));
      process.stdout.write('drained\n');
    },
  };
}

@Controller()
class SlowController {
  @Get('slow')
  async slow() {
    await new Promise((resolve) => setTimeout(resolve, 600));
    return { slow: true };
  }
}

@Module({ controllers: [SlowController] })
export class SlowModule {}
