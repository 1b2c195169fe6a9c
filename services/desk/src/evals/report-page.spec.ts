import { expect, it } from 'vitest';
import { reportPage } from './report-page.js';

const one = (label: string, predicted: string, confidence: number) => ({ label, predicted, confidence, text: `<${label}> & co` });

it('shows per label how sure and how right, the matrix, and the worst mistakes, with nothing left unescaped', () => {
  const page = reportPage({ title: 'Routes', figures: { accuracy: 0.5, ece: null }, judged: [one('a', 'a', 0.9), one('a', 'b', 0.8), one('b', 'b', 0.6), one('oos', 'a', 0.7)], outOfScope: 'oos' });
  // Of label a: two texts, said twice, 0.8 sure on average, right once.
  expect(page).toMatch(/<td>a<\/td><td class="n">2<\/td><td class="n">0\.667<\/td><td class="n">2<\/td><td class="n">0\.800<\/td><td class="n">0\.500<\/td>/);
  expect(page).toMatch(/Confusion matrix[^]*<td>oos<\/td><td class="n">1<\/td>/);
  expect(page).toMatch(/Wrong with most confidence[^]*0\.800<\/td><td>a<\/td><td>b<\/td><td>&lt;a&gt; &amp; co<\/td>/);
  expect(page).toContain('no such texts');
});
