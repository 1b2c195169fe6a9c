import type { Rollout } from '../describe-rollout.js';
import { fault, type Finding, ok, warning } from './finding.js';

/** Whether somebody takes what is sent to each lane, and whether the budget holds the canary. */
export function checkLanes(rollout: Pick<Rollout, 'adopted' | 'throttled' | 'canary' | 'spentTodayUsd' | 'processes'>): Finding[] {
  const { adopted, throttled, canary, spentTodayUsd, processes } = rollout;
  const serves = (lane: string, own: string) => processes.some((one) => one.lane === own && one.serving.includes(lane));
  const findings: Finding[] = [];
  if (!adopted && canary.wantedPercent > 0 && !serves('canary', 'canary'))
    findings.push(fault('nobody serves the canary lane, and what goes there waits', 'start its services again, or npx deskhand canary rollback'));
  if (adopted && serves('canary', 'canary')) findings.push(warning('services of a canary that was rolled back still serve its lane', 'stop them: the stable services take it over'));
  if (throttled) findings.push(warning(`the canary is held at ${canary.percent} %: $${spentTodayUsd} are spent today`, 'npx deskhand canary status'));
  return findings.length > 0 || canary.wantedPercent === 0 ? findings : [ok(`the canary serves ${canary.percent} % of new conversations`)];
}
