import { loadCatalogue } from '@deskhand/catalogue/load-catalogue.js';
import { expect, it } from 'vitest';
import { shippedCatalogue } from '../../shipped-catalogue.js';
import { applyWhatIf, isConcerned, parseWhatIf } from './what-if.js';

const catalogue = loadCatalogue(shippedCatalogue);
const apply = (text: string) => applyWhatIf(catalogue, parseWhatIf(text));

it('changes one setting and nothing else, and is another version', () => {
  const changed = apply('escalation_threshold.refund_request=0.6');
  expect(changed.intents.get('refund_request')).toEqual({ ...catalogue.intents.get('refund_request'), escalation_threshold: 0.6 });
  expect(changed.intents.get('order_status')).toBe(catalogue.intents.get('order_status'));
  expect(changed.version).not.toBe(catalogue.version);
  expect(apply('refund_window=14d').policies.refund.window).toBe(14 * 86_400_000);
  expect(apply('approval_above.USD=50').shop.refundLimits.USD!.approvalAbove).toEqual({ minor: 5_000, currency: 'USD' });
});

it.each(['escalation_threshold.refund_request', 'escalation_threshold.refund_request=2', 'escalation_threshold.nothing=0.5', 'colour.refund_request=red', 'approval_above.XXX=5', 'refund_window=soon', 'human_in_the_loop.refund_request=perhaps'])(
  'refuses %s with a sentence',
  (text) => expect(() => apply(text)).toThrow(RangeError),
);

it('concerns the turns between the old figure and the new one, of that intent alone', () => {
  const old = catalogue.intents.get('refund_request')!.escalation_threshold;
  const whatIf = parseWhatIf(`escalation_threshold.refund_request=${old - 0.1}`);
  const concerned = (intent: string, confidence: number) => isConcerned(catalogue, whatIf, { intent, confidence, mentionsRefund: true });
  expect([concerned('refund_request', old - 0.05), concerned('refund_request', old), concerned('order_status', 0.99)]).toEqual([true, false, false]);
  // Another intent that was not sure enough may have become this one beside documents.
  expect(concerned('order_status', 0.1)).toBe(true);
  expect(isConcerned(catalogue, parseWhatIf('refund_window=14d'), { intent: 'other', confidence: 1, mentionsRefund: true })).toBe(true);
});
