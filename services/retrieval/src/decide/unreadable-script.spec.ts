import { expect, it } from 'vitest';
import { unreadableScript } from './unreadable-script.js';

it('names the language of texts without spaces between words', () => {
  expect(unreadableScript('返品は14日以内にお申し込みください。送料はお客様のご負担となります。')).toBe('Japanese');
  expect(unreadableScript('退货须在十四天内提出申请。')).toBe('Chinese');
  expect(unreadableScript('คืนสินค้าได้ภายใน 14 วัน')).toBe('Thai');
});

it('reads everything else, a foreign name in it included', () => {
  expect(unreadableScript('Returns are free for 14 days.')).toBeUndefined();
  expect(unreadableScript('Возврат возможен в течение 14 дней.')).toBeUndefined();
  expect(unreadableScript('The maker (株式会社) is from Osaka, and its stoves come with a warranty of 2 years.')).toBeUndefined();
  expect(unreadableScript('')).toBeUndefined();
});
