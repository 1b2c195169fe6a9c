/** What a kind of question wants to hear, by what answers to it look like. */
export interface AnswerKind {
  readonly asks: RegExp;
  readonly inAnswer: RegExp;
}

const kinds: readonly AnswerKind[] = [
  { asks: /\b(?:how much(?!.*\bweigh)|price|prices|cost|costs|fees?|charges?|expensive|free|penalty|shipping (?:rate|cost))\b/i, inAnswer: /[$€£]\s?\d|\bfree\b|\bno (?:fee|charge)/i },
  { asks: /\b(?:how (?:long|soon|fast|many days|quick\w*)|when|till when|until when|deadline|duration|time ?frame)\b/i, inAnswer: /\b\d+(?:-\d+)? (?:business |working )?(?:minute|hour|day|week|month|year)s?\b|\b\d+-(?:day|week|month|year)\b/i },
  { asks: /\b(?:hours|open|close|closed|opening|what time|when (?:are|do) you|timings?|working time|available|operational|functioning)\b/i, inAnswer: /\b\d+ [ap]\.m\./i },
  { asks: /\b(?:phone|telephone|call|number|hotline|helpline|contact|reach)\b/i, inAnswer: /\+?\d[\d ()-]{7,}\d/ },
  { asks: /\b(?:e-?mail|mail address|write to|contact|reach)\b/i, inAnswer: /[\w.]+@[\w.]+/ },
  { asks: /\b(?:where (?:is|are) (?:your|the)|(?:store|shop) (?:address|location)|located|location|visit)\b/i, inAnswer: /\bat \d+ [A-Z]|\bonly store\b/ },
  {
    asks: /\b(?:how (?:do|can|could|would|should|to|i)|where (?:do|can|could|should|to|i)|(?:tell|show) me|track|what (?:do|should|must|can) i|steps?|process|procedure|help(?: me)?|assistance)\b/i,
    inAnswer: /^(?:To \w+[^,]*, |Just )?(?:open|choose|go|select|send|click|use|enter|write|sign|tell|ask|reply|follow|wash|clean|pack|visit|contact|call|describe|download|check|track|change|cancel|subscribe|register|turn|pay|return)\b/i,
  },
  { asks: /\b(?:weigh\w*|heavy)\b/i, inAnswer: /\b\d[\d.,]* (?:kg|g|lb|oz)\b/ },
  { asks: /\bhow many\b|\bhow (?:big|heavy|warm|tall|wide|high|large)\b|\bcapacity\b/i, inAnswer: /\d/ },
  { asks: /\b(?:methods?|modes?|options?|types?|kinds?|forms?|countries|ways)\b|\byou (?:accept|take|ship|deliver)\b/i, inAnswer: /^(?:We|You can) (?:accept|take|ship|deliver|offer|pay)\b/ },
];

/** The kinds of answer that a question is after. */
export function answerKinds(question: string): AnswerKind[] {
  return kinds.filter(({ asks }) => asks.test(question));
}
