export interface Sureness {
  confidence: number;
  isRight: boolean;
}

export interface Chosen {
  /** From this confidence on at most the wanted share is wrong, with 95 % certainty; 1 where no confidence is sure enough. */
  sureFrom: number;
  /** Share of the texts that it decides. */
  decided: number;
  /** Share of these that is wrong. */
  wrong: number;
}

const z = 1.645;

/** The lowest confidence, in steps of a hundredth, from which the risk is kept: the upper Wilson bound (one-sided, 95 %) of what is wrong there. */
export function chooseSureFrom(judged: readonly Sureness[], mostWrong: number): Chosen {
  for (let step = 0; step < 100; step++) {
    const { atMost, ...risk } = riskFrom(judged, step / 100);
    if (atMost <= mostWrong) return risk;
  }
  return { sureFrom: 1, decided: 0, wrong: 0 };
}

/** What deciding alone from a confidence on comes to. `atMost`: the bound of `wrong`. */
export function riskFrom(judged: readonly Sureness[], sureFrom: number): Chosen & { atMost: number } {
  const sure = judged.filter(({ confidence }) => confidence >= sureFrom);
  if (sure.length === 0) return { sureFrom, decided: 0, wrong: 0, atMost: 1 };
  const wrong = sure.filter(({ isRight }) => !isRight).length;
  return { sureFrom, decided: sure.length / judged.length, wrong: wrong / sure.length, atMost: upperBound(wrong, sure.length) };
}

function upperBound(wrong: number, of: number): number {
  const share = wrong / of;
  const spread = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  return (share + (z * z) / (2 * of) + spread) / (1 + (z * z) / of);
}
