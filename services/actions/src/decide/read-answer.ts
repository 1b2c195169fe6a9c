const yes = /^(?:yes|yep|yeah|yup|sure|ok|okay|correct|right|exactly|please do|go ahead|do it|confirm(?:ed)?|that'?s (?:right|correct|it|the one)|of course|absolutely|definitely|si|sí|ja|oui|sim)\b/i;
const no = /^(?:no|nope|nah|don'?t|do not|cancel that|never ?mind|stop|leave it|not? (?:now|yet)|wrong|non|nein|não)\b/i;

/** Whether a message says yes or no to a question; null when it does neither. A "no" anywhere at its start wins. */
export function readAnswer(text: string): 'yes' | 'no' | null {
  const said = text.trim().replace(/^[\s"'.,!¡¿-]+/u, '').replace(/^(?:(?:hi|hello|hey|thanks|thank you|well|oh|ah|actually|wait|hmm?|sorry|oops)[\s,.!]+)+/i, '');
  if (no.test(said)) return 'no';
  if (!yes.test(said)) return null;
  // "Yes, but not that one" agrees to nothing.
  return /\b(?:but|not|don'?t|except|instead|wait|first|second|third|other|another|half|only)\b/i.test(said) ? null : 'yes';
}
