import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunningShop, startShop } from './start-shop.js';
import { callShop } from './testing/call-shop.js';

describe('customers and mail', () => {
  let shop: RunningShop;
  beforeEach(async () => void (shop = await startShop()));
  afterEach(() => shop.close());
  const call = (line: string, body?: unknown) => callShop(shop.url, line, { body });

  it('mails a reset link to the address on file and shows one letter of it', async () => {
    expect(await call('POST /customers/cus_1/password-reset')).toMatchObject({ status: 202, body: { sentTo: 'a***@example.com' } });
    const { items } = (await call('GET /mail?to=Ada@example.com')).body;
    expect(items).toMatchObject([{ to: 'ada@example.com', subject: 'Choose a new password', text: expect.stringContaining('/reset/') }]);
    expect((await call('POST /customers/cus_999/password-reset')).status).toBe(404);
  });

  it('changes what is named and nothing else', async () => {
    const before = (await call('GET /customers/cus_1')).body;
    const { status, body } = await call('PATCH /customers/cus_1', { email: 'ada.moreno@example.com', phone: '+1 555 010 2000' });
    expect([status, body]).toEqual([200, { ...before, email: 'ada.moreno@example.com', phone: '+1 555 010 2000' }]);
    expect((await call('GET /customers?email=ada@example.com')).body.items).toEqual([]);
    expect((await call('PATCH /customers/cus_1', { address: '4 Other Way, Salem, OR 97301' })).body.address).toBe('4 Other Way, Salem, OR 97301');
  });

  it.each([
    [{ email: 'not an address' }, 'invalid_request'],
    [{ email: 'BEN@example.com' }, 'email_taken'],
    [{ phone: '' }, 'invalid_request'],
    [{ address: 7 }, 'invalid_request'],
    [{ status: 'active' }, 'invalid_request'],
    [[], 'invalid_request'],
  ])('refuses the change %j as %s', async (change, code) => {
    const before = (await call('GET /customers/cus_1')).body;
    expect(await call('PATCH /customers/cus_1', change)).toMatchObject({ status: 422, body: { code } });
    expect((await call('GET /customers/cus_1')).body).toEqual(before);
  });

  it('keeps the mail it is given', async () => {
    const mail = { to: 'ada@example.com', subject: 'Your refund', text: 'It is on its way.\n' };
    expect((await call('POST /mail', mail)).status).toBe(202);
    await call('POST /mail', { ...mail, to: 'ben@example.com' });
    expect((await call('GET /mail?to=ada@example.com')).body.items).toMatchObject([{ to: 'ada@example.com', subject: 'Your refund' }]);
    expect((await call('GET /mail')).body.items).toHaveLength(2);
    expect((await call('POST /mail', { ...mail, to: 'nobody' })).body.errors).toMatchObject([{ path: 'to' }]);
  });
});
