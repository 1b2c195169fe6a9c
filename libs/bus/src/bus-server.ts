import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { firstValueFrom, isObservable } from 'rxjs';
import type { Bus } from './bus.js';
import type { Delivery, Outcome } from './delivery.js';
import { busTransport } from './hears.js';

/** Joins Nest's controllers to the bus: `app.connectMicroservice({ strategy: new BusServer(bus) })`. */
export class BusServer extends Server implements CustomTransportStrategy {
  override readonly transportId = busTransport;
  /** Failures come back to the bus, which retries: Nest need not report them. */
  override readonly propagatesEventHandlerErrors = true;

  constructor(
    readonly bus: Bus,
    private readonly onStart: () => void = () => {},
  ) {
    super();
  }

  override addHandler(pattern: unknown, callback: MessageHandler, isEventHandler = false, extras: Record<string, unknown> = {}): void {
    // Nest's own table would chain two handlers of one topic; the bus refuses them at boot.
    const { service, topic, together } = extras;
    const outcomeOf = async (body: unknown, delivery: Delivery): Promise<Outcome | undefined> => {
      const returned: unknown = await callback(body, delivery);
      return (isObservable(returned) ? await firstValueFrom(returned, { defaultValue: undefined }) : returned) as Outcome | undefined;
    };
    if (isEventHandler && typeof service === 'string' && together) this.bus.handleBatches(service, (deliveries) => outcomeOf(deliveries, deliveries[0]!.delivery));
    else if (isEventHandler && typeof service === 'string' && typeof topic === 'string') this.bus.handle(service, topic, outcomeOf);
    else throw new Error(`${String(pattern)}: use @Hears(service, topic).`);
  }

  async listen(callback: (error?: unknown) => void): Promise<void> {
    try {
      await this.bus.start();
      this.onStart();
      callback();
    } catch (error) {
      callback(error);
    }
  }

  async close(): Promise<void> {
    await this.bus.drain();
  }

  drain(deadlineMs?: number): Promise<void> {
    return this.bus.drain(deadlineMs);
  }

  ready(): { ok: boolean; reasons: string[] } {
    return this.bus.ready();
  }

  on(): never {
    throw new Error('The bus has no events to listen to: see ready() and lag().');
  }

  unwrap<T>(): T {
    return this.bus as T;
  }
}
