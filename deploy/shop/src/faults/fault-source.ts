import { random } from '../random.js';
import type { Fault, Faults } from './faults.js';

/** Draws what goes wrong with each call. */
export class FaultSource {
  private readonly draw: () => number;
  private injected = 0;

  constructor(private readonly faults: Faults) {
    this.draw = random(faults.seed ?? 1);
  }

  get noOperations(): boolean {
    return this.faults.noOperations ?? false;
  }

  next(kind: 'read' | 'write'): Fault | undefined {
    const { on = 'writes', atMost = Infinity } = this.faults;
    if ((kind === 'read' && on === 'writes') || this.injected >= atMost) return undefined;
    const fault = this.drawFault(kind);
    if (fault) this.injected += 1;
    return fault;
  }

  latencyMs(kind: 'read' | 'write'): number {
    const { on = 'writes', latencyMs = 0 } = this.faults;
    if (kind === 'read' && on === 'writes') return 0;
    if (typeof latencyMs === 'number') return latencyMs;
    const [least, most] = latencyMs;
    return least + this.draw() * (most - least);
  }

  private drawFault(kind: 'read' | 'write'): Fault | undefined {
    const { executeThenTimeOut = 0, executeThenFail = 0, failBefore = 0, hang = 0 } = this.faults;
    const rates: [Fault, number][] = [
      ['fail_before', failBefore],
      ['hang', hang],
      // A read has no effect that could be done.
      ['execute_then_time_out', kind === 'write' ? executeThenTimeOut : 0],
      ['execute_then_fail', kind === 'write' ? executeThenFail : 0],
    ];
    let drawn = this.draw();
    for (const [fault, rate] of rates) {
      if (drawn < rate) return fault;
      drawn -= rate;
    }
    return undefined;
  }
}
