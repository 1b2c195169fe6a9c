import 'reflect-metadata';
import { type CallHandler, type CanActivate, Controller, type ExecutionContext, Inject, Injectable, type NestInterceptor, type PipeTransform, UseGuards, UseInterceptors, UsePipes } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { Test } from '@nestjs/testing';
import { Permanent } from '@deskhand/kit/errors.js';
import { waitFor } from '@deskhand/testing/wait-for.js';
import { map } from 'rxjs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BusServer } from './bus-server.js';
import { embeddedRig } from './contract/embedded-rig.js';
import { createLedger, addEffect, effects } from './contract/ledger.js';
import { makeBus, spec } from './contract/make-bus.js';
import type { Delivery, Outcome } from './delivery.js';
import { Hears } from './hears.js';
import { write } from './statement.js';

const rig = embeddedRig();
beforeAll(async () => {
  await rig.start();
  await createLedger(rig.db());
}, 60_000);
afterAll(() => rig.stop());

@Injectable()
class Names {
  readonly prefix = 'n';
}

class OnlyKnown implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const delivery = context.switchToRpc().getContext<Delivery>();
    if (delivery.key === 'unknown') throw new Permanent('unknown key');
    return true;
  }
}

class Double implements PipeTransform {
  transform(value: unknown): unknown {
    const { n } = value as { n?: number };
    return n === undefined ? value : { n: n * 2 };
  }
}

class CountCalls implements NestInterceptor {
  calls = 0;
  intercept(_: ExecutionContext, next: CallHandler) {
    this.calls++;
    return next.handle().pipe(map((outcome) => outcome as Outcome));
  }
}
const counting = new CountCalls();

@Controller()
@UseGuards(new OnlyKnown())
@UseInterceptors(counting)
class NumbersController {
  constructor(@Inject(Names) private readonly names: Names) {}

  @Hears('numbers', 'number.said.v1')
  @UsePipes(new Double())
  async said(@Payload() body: { n: number }, @Ctx() delivery: Delivery): Promise<Outcome> {
    const row = { service: 'numbers', id: delivery.id, key: `${this.names.prefix}-${delivery.key}`, n: body.n };
    return { events: [], writes: [write(addEffect, row)] };
  }
}

@Controller()
class EchoController {
  @Hears('echo', 'number.said.v1')
  async said(@Payload() body: { n: number }, @Ctx() { id, key }: Delivery): Promise<Outcome> {
    return { events: [], writes: [write(addEffect, { service: 'echo', id, key, n: body.n })] };
  }
}

it('lets controllers of several services hear one topic, with guards, pipes and interceptors, and hands their errors to the bus as they are', async () => {
  const bus = makeBus(rig, { 'number.said.v1': spec(['numbers', 'echo']) }, ['numbers', 'echo']);
  const module = await Test.createTestingModule({ controllers: [NumbersController, EchoController], providers: [Names] }).compile();
  const app = module.createNestMicroservice({ strategy: new BusServer(bus), logger: false });
  await app.listen();
  await bus.append({ topic: 'number.said.v1', key: 'k', value: '{"n":21}' });
  await bus.append({ topic: 'number.said.v1', key: 'unknown', value: '{"n":1}' });
  const letters = () => bus.listDeadLetters({ service: 'numbers' });
  await waitFor(async () => (await letters()).length === 1 && (await effects(rig.db(), 'echo')).length === 2, { for: 'both services' });
  expect(await effects(rig.db(), 'numbers')).toMatchObject([{ key: 'n-k', n: 42 }]);
  expect((await letters())[0]).toMatchObject({ reason: 'unknown key', errorType: 'Permanent', attempts: 1 });
  expect(counting.calls).toBe(1);
  await app.close();
  expect(bus.ready()).toEqual({ ok: false, reasons: ['the bus is closed'] });
});

it('makes the application fail to start with the sentence that says which decorator is missing', async () => {
  const bus = makeBus(rig, { 'number.said.v1': spec(['numbers', 'echo', 'third']) }, ['numbers', 'echo', 'third']);
  const module = await Test.createTestingModule({ controllers: [NumbersController, EchoController], providers: [Names] }).compile();
  const app = module.createNestMicroservice({ strategy: new BusServer(bus), logger: false });
  await expect(app.listen()).rejects.toThrow("third must hear 'number.said.v1': add @Hears('third', 'number.said.v1')");
});
