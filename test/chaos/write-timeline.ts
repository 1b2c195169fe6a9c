import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChaosReport } from './run-chaos.ts';
import { timelinePage } from './timeline-page.ts';

/** Leaves the page of a failing run under `.deskhand/chaos`; answers where. */
export async function writeTimeline(report: ChaosReport, again: string): Promise<string> {
  const folder = join(import.meta.dirname, '../../.deskhand/chaos');
  await mkdir(folder, { recursive: true });
  const file = join(folder, `timeline-${new Date(report.began).toISOString().replaceAll(/[:.]/g, '-')}.html`);
  await writeFile(file, timelinePage(report, again));
  return file;
}
