/** Hello, thanks, ok: answered with fixed words, never escalated by itself. A label of the classifier, not an intent. */
export const smallTalk = 'small_talk';

/** Nothing this desk handles. A label of the classifier, not an intent. */
export const outOfScope = 'out_of_scope';

/** Labels that examples may carry beside the catalogue's intents. */
export const classifierLabels: readonly string[] = [smallTalk, outOfScope];
