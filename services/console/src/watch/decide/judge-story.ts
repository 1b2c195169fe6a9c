import { refundsWithoutApproval } from './refunds-without-approval.js';
import { repeatedRefunds } from './repeated-refunds.js';
import type { Finding, Story } from './story.js';
import { unauthenticatedActions } from './unauthenticated-actions.js';
import { unheardLegalMentions } from './unheard-legal-mentions.js';
import type { WatchPolicy } from './watch-policy.js';
import { wordsAfterTakeover } from './words-after-takeover.js';

/** All rules that need more than one event, on all of a conversation. */
export function judgeStory(story: Story, policy: WatchPolicy): Finding {
  const findings = [
    refundsWithoutApproval(story, policy),
    unauthenticatedActions(story),
    unheardLegalMentions(story, policy),
    wordsAfterTakeover(story, policy),
    repeatedRefunds(story),
  ];
  const times = findings.flatMap(({ lookAgainAt }) => (lookAgainAt === null ? [] : [lookAgainAt]));
  return { violations: findings.flatMap(({ violations }) => violations), lookAgainAt: times.length > 0 ? Math.min(...times) : null };
}
