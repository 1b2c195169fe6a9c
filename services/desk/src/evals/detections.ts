/** One thing that was to be found, or was found without being there. */
export interface Detection {
  kind: string;
  outcome: 'hit' | 'miss' | 'falseAlarm';
  /** The words it is about. */
  words: string;
  /** The text they stand in. */
  text: string;
}

export interface DetectorFigures {
  kind: string;
  meant: number;
  precision: number;
  recall: number;
  /** Recall counts four times as much as precision. */
  f2: number;
  /** Share of the texts without this kind in which it was found; null where every text has it. */
  falseAlarms: number | null;
}

/** How well each kind was found. `without` says how many texts do not hold a kind. */
export function detectorFigures(detections: readonly Detection[], without: (kind: string) => number): DetectorFigures[] {
  return [...new Set(detections.map(({ kind }) => kind))].sort().map((kind) => {
    const count = (outcome: Detection['outcome']) => detections.filter((one) => one.kind === kind && one.outcome === outcome).length;
    const [hits, misses, alarms] = [count('hit'), count('miss'), count('falseAlarm')];
    const precision = hits + alarms === 0 ? 1 : hits / (hits + alarms);
    const recall = hits + misses === 0 ? 1 : hits / (hits + misses);
    const f2 = precision + recall === 0 ? 0 : (5 * precision * recall) / (4 * precision + recall);
    const clean = without(kind);
    return { kind, meant: hits + misses, precision, recall, f2, falseAlarms: clean === 0 ? null : Math.min(1, alarms / clean) };
  });
}
