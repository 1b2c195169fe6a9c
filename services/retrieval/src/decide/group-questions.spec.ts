import { expect, it } from 'vitest';
import { groupQuestions } from './group-questions.js';

it('puts questions about the same thing together, the most asked first', () => {
  const groups = groupQuestions(['Do you rent tents?', 'Is there a student discount', 'can I rent a tent for a weekend', 'tent rental, renting tents?', 'student discount??']);
  expect(groups.map(({ count }) => count)).toEqual([3, 2]);
  expect(groups[0]!.question).toMatch(/rent/);
  expect(groups[1]!.questions).toEqual(['Is there a student discount', 'student discount??']);
});

it('keeps what has nothing in common apart', () => {
  expect(groupQuestions(['Do you rent tents?', 'Where is your office?', 'Do you hire?'])).toHaveLength(3);
  expect(groupQuestions([])).toEqual([]);
});
