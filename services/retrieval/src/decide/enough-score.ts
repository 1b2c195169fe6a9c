/** The least that is ever enough; what that lets in and leaves out is measured in `evals/measure.ts`. */
export const leastScore = 0.5;

/**
 * From which score on a passage is taken to answer a question of so many telling words. One or two words are soon found somewhere
 * by chance, so they have to be found well: at the same share of answered questions, over five folds, strangers let in fell by a third.
 */
export function enoughScore(words: number): number {
  return [0.77, 0.77, 0.7, 0.61, 0.51][words] ?? leastScore;
}
