import { table } from './table.js';

interface Process {
  instance: string;
  lane: string;
  services: string[];
  serving: string[];
  seenAt: string;
}

/** As `GET /v1/rollout` answers. */
export interface Rollout {
  version: number;
  flag: boolean;
  cohort: string;
  adopted: boolean;
  throttled: boolean;
  canary: { percent: number; wantedPercent: number };
  control: { percent: number };
  shadow: { percent: number };
  spentTodayUsd: string;
  dailyBudgetUsd: string;
  changed: { verb: string; by: string; reason: string; at: string } | null;
  processes: Process[];
}

/** The rollout for the person at the terminal. */
export function describeRollout(rollout: Rollout): string {
  const { changed, control, shadow, spentTodayUsd, dailyBudgetUsd, processes } = rollout;
  const said = changed ? `${changed.verb} by ${changed.by}, ${changed.at}${changed.reason && `: ${changed.reason}`}` : 'nobody has changed it yet';
  return [
    `rollout ${rollout.version}  ${said}`,
    `canary     ${describeCanary(rollout)}`,
    `control    ${control.percent} % (the rule engine)`,
    `shadow     ${shadow.percent} % copied`,
    `spent      $${spentTodayUsd} of $${dailyBudgetUsd} today`,
    '',
    describeProcesses(processes),
    ...warnings(rollout),
  ].join('\n');
}

function describeCanary({ canary, cohort, flag, throttled, adopted }: Rollout): string {
  const of = cohort === 'all' ? 'new conversations' : `new conversations of ${cohort}`;
  const why = [
    ...(canary.percent === canary.wantedPercent ? [] : [`set to ${canary.wantedPercent} %`]),
    ...(flag ? [] : ['the flag is off']),
    ...(throttled ? ["the day's budget is spent"] : []),
    ...(adopted ? ['the stable services have its lane'] : []),
  ];
  return `${canary.percent} % of ${of}${why.length > 0 ? ` (${why.join('; ')})` : ''}`;
}

/** What was begun in the canary lane waits while nobody takes it. */
function warnings({ canary, adopted, processes }: Rollout): string[] {
  if (adopted || canary.wantedPercent === 0 || processes.some(({ serving }) => serving.includes('canary'))) return [];
  return ['', 'Nobody serves the canary lane: what goes there waits. Start its services, or: deskhand canary rollback'];
}

function describeProcesses(processes: readonly Process[]): string {
  if (processes.length === 0) return 'No process has said yet that it is there.';
  const rows = processes.map(({ lane, services, serving }) => [lane, services.length > 2 ? `${services.length} services` : services.join(', '), serving.join(', ') || 'nothing']);
  const note = processes.some(({ lane }) => lane === 'canary') ? '' : '\nNo services run with LANE=canary.';
  return `${table(['lane', 'process', 'serves'], rows)}${note}`;
}
