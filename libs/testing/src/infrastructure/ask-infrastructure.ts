import { inject } from 'vitest';
import type {} from './vitest-global-setup.js';

/** The address of a server that all specs of this run share; started on the first call. */
export async function askInfrastructure(server: 'kafka' | 'postgres' | 'redis'): Promise<string> {
  const desk: string | undefined = inject('infrastructure');
  if (!desk) throw new Error(`Only *.int.spec.ts and test/** may ask for ${server}: the other specs run without servers`);
  const response = await fetch(`${desk}/${server}`);
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  return answer;
}
