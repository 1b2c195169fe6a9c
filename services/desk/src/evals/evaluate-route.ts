import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { ClassifierModel } from '@deskhand/intent/decide/classifier-model.js';
import { settleClassification } from '@deskhand/intent/decide/settle-classification.js';
import { orderNumberPattern } from '@deskhand/intent/accept/order-number-pattern.js';
import { accuracyOf, calibrationError, isRight, macroF1 } from './judged.js';
import type { Id } from './shapes.js';

export interface RoutePrediction {
  id: Id;
  text: string;
  route: string;
  predicted: string;
  confidence: number;
}

/** An order is changed or asked after: files that know only one of the two mean both. */
const folded = { from: 'order_change', to: 'order_status' } as const;

const warmUp = 50;

/** The catalogue's own router, with all the desk's rules, on texts it never saw. */
export function evaluateRoute(catalogue: Catalogue, model: ClassifierModel, test: readonly { id: Id; text: string; route: string }[]) {
  const knowsChange = test.some(({ route }) => route === folded.from);
  const pattern = orderNumberPattern(catalogue.shop);
  const read = (text: string) => settleClassification({ text, history: [], model, orderNumberPattern: pattern });
  // The first text of a process pays for patterns and lists that all later ones find ready.
  for (const { text } of test.slice(0, warmUp)) read(text);
  const began = performance.now();
  const predictions: RoutePrediction[] = test.map(({ id, text, route }) => {
    const { intent, confidence } = read(text);
    return { id, text, route, predicted: !knowsChange && intent === folded.from ? folded.to : intent, confidence };
  });
  const microsecondsPerText = ((performance.now() - began) * 1000) / test.length;
  const judged = predictions.map(({ route, ...rest }) => ({ ...rest, label: route }));
  const figures = { accuracy: accuracyOf(judged), macroF1: macroF1(judged), ece: calibrationError(judged), microsecondsPerText };
  return { figures, predictions, judged, wrong: judged.filter((one) => !isRight(one)) };
}
