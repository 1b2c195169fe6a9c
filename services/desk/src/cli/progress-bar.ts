import type { Writer } from './terminal.js';

const width = 30;

/** A bar on a terminal; silent elsewhere. */
export function makeProgressBar(out: Writer, total: number): { tick(): void; end(): void } {
  if (!out.isTTY) return { tick: () => {}, end: () => {} };
  const began = performance.now();
  let done = 0;
  let drawnAt = 0;

  function draw(): void {
    const full = Math.round((width * done) / total);
    const rate = done / ((performance.now() - began) / 1_000);
    const left = rate > 0 ? Math.ceil((total - done) / rate) : 0;
    out.write(`\r${'█'.repeat(full)}${'░'.repeat(width - full)} ${done}/${total}  ${rate.toFixed(0)}/s  ${left} s left \u001b[K`);
  }

  return {
    tick() {
      done++;
      if (performance.now() - drawnAt < 100 && done < total) return;
      drawnAt = performance.now();
      draw();
    },
    end: () => void out.write('\r\u001b[K'),
  };
}
