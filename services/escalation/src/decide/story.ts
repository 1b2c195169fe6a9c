import type { CaseRecord, Said, Story } from './case.js';

export function begin(record: CaseRecord): Story {
  return { case: record, toldState: record.standing.state, said: [] };
}

export function amend(story: Story, change: Partial<CaseRecord>): Story {
  return { ...story, case: { ...story.case, ...change } };
}

export function say(story: Story, ...said: readonly Said[]): Story {
  return { ...story, said: [...story.said, ...said] };
}
