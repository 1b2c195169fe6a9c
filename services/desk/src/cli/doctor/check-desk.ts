import type { DeskHttp } from '../desk-http.js';
import { Failure } from '../failure.js';
import type { Rollout } from '../describe-rollout.js';
import { checkFlow } from './check-flow.js';
import { checkLanes } from './check-lanes.js';
import { fault, type Finding, ok, warning } from './finding.js';

interface Violation {
  rule: string;
  count: number;
  ticketId: string;
  tool: string;
}

interface Readiness {
  reasons?: string[];
  deadLetters?: { service: string; topic: string; count: number }[];
  violations?: Violation[];
}

/** The running desk: that it answers, that it lets us in, that it is ready, that nothing was given up. */
export async function checkDesk(desk: DeskHttp): Promise<Finding[]> {
  try {
    const { status, body } = await desk.call<Readiness>('GET', '/readyz');
    const reasons = (body.reasons ?? []).map((reason) => fault(`the desk at ${desk.url} is not ready: ${reason}`, 'look at its log, then start it again'));
    const ready = status === 200 ? [ok(`the desk at ${desk.url} is ready`)] : reasons.length > 0 ? reasons : [fault(`the desk at ${desk.url} answers /readyz with ${status}`, 'look at its log')];
    return [...ready, ...(await access(desk)), ...deadLetters(body), ...violations(body), ...(await checkFlow(desk)), ...(await lanes(desk))];
  } catch (error) {
    if (error instanceof Failure) return [fault(`no desk answers at ${desk.url}`, 'npm start, or set DESKHAND_URL to where it runs')];
    throw error;
  }
}

async function access(desk: DeskHttp): Promise<Finding[]> {
  const { status } = await desk.call('GET', '/v1/tickets?limit=1');
  if (status === 401) return [fault('the desk does not know this API_TOKEN', "set API_TOKEN to the desk's own")];
  return status === 200 ? [] : [fault(`the desk answers GET /v1/tickets with ${status}`, 'look at its log')];
}

async function lanes(desk: DeskHttp): Promise<Finding[]> {
  const { status, body } = await desk.call<Rollout>('GET', '/v1/rollout');
  return status === 200 ? checkLanes(body) : [];
}

function deadLetters({ deadLetters: counts = [] }: Readiness): Finding[] {
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  return all === 0 ? [] : [warning(`${all} ${all === 1 ? 'dead letter waits' : 'dead letters wait'} (${counts.map(({ service, topic }) => `${service}: ${topic}`).join(', ')})`, 'npx deskhand dlq list')];
}

function violations({ violations: broken = [] }: Readiness): Finding[] {
  return broken.map(({ rule, count, ticketId, tool }) => {
    const stopped = tool === '' ? '' : `, ${tool === '*' ? 'all writes are' : `${tool} is`} stopped`;
    const again = tool === '' ? '' : `, mend it, then npx deskhand resume${tool === '*' ? '' : ` ${tool}`}`;
    return fault(`a promise was broken ${count === 1 ? 'once' : `${count} times`} in the last day: ${rule}${stopped}`, `npx deskhand explain ${ticketId}${again}`);
  });
}
