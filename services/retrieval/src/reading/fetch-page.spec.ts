import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchPage } from './fetch-page.js';
import { isPublicAddress } from './is-public-address.js';
import { type Outcome, readSource } from './read-source.js';

let server: Server;
let base: string;
/** The test's own server stands for the internet; everything else keeps its nature. */
const options = { mayAsk: (address: string) => address === '127.0.0.1' || isPublicAddress(address), mostBytes: 10_000 };

beforeAll(async () => {
  server = createServer((request, response) => {
    const say = (status: number, type: string, body = '', more = {}) => response.writeHead(status, { 'content-type': type, ...more }).end(body);
    const { pathname } = new URL(request.url!, base);
    if (pathname === '/help/returns') return say(200, 'text/html; charset=utf-8', '<main><h1>Returns</h1><p>Within 30 days.</p></main>');
    if (pathname === '/moved') return say(302, 'text/html', '', { location: '/help/returns' });
    if (pathname === '/inside') return say(302, 'text/html', '', { location: 'http://169.254.169.254/latest/meta-data/' });
    if (pathname === '/inside6') return say(301, 'text/html', '', { location: 'http://[::ffff:10.0.0.1]/' });
    if (pathname === '/file') return say(302, 'text/html', '', { location: 'file:///etc/passwd' });
    if (pathname === '/round') return say(302, 'text/html', '', { location: '/round' });
    if (pathname === '/large') return say(200, 'text/html', 'x'.repeat(20_000));
    if (pathname === '/picture') return say(200, 'image/png', 'x');
    if (pathname === '/sitemap.xml')
      return say(200, 'application/xml', `<urlset><url><loc>${base}/help/returns</loc></url><url><loc>${base}/gone</loc></url><url><loc>http://10.1.1.1/x</loc></url></urlset>`);
    return say(404, 'text/html', 'no');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => server.close(done)));

async function outcomes(source: string): Promise<Outcome[]> {
  return Array.fromAsync((await readSource(source, options)).outcomes);
}

it('reads a page, also where it has moved to', async () => {
  const [outcome] = await outcomes(`${base}/moved`);
  expect(outcome).toMatchObject({ reading: { documents: [{ title: 'Returns', source: `${base}/help/returns`, body: '# Returns\n\nWithin 30 days.' }] } });
});

it('reads the pages of a sitemap that are of its host, and a missing one stops no other', async () => {
  const read = await outcomes(`${base}/sitemap.xml`);
  expect(read).toEqual([expect.objectContaining({ reading: expect.anything() }), { source: `${base}/gone`, fault: expect.stringContaining('answers 404') }]);
});

describe('internal addresses', () => {
  it.each(['http://127.0.0.1:9/', 'http://localhost:9/', 'http://[::1]/', 'http://10.0.0.7/', 'http://0.0.0.0/', 'http://2130706433/', 'http://0x7f.1/', 'http://[::ffff:192.168.1.1]/', 'http://[fd00::1]/', 'http://169.254.169.254/'])(
    'are never asked: %s',
    async (address) => {
      await expect(fetchPage(address)).rejects.toThrow('leads to an internal address: only pages of the public internet are fetched.');
    },
  );

  it('are not reached by a redirect either', async () => {
    await expect(fetchPage(`${base}/inside`, options)).rejects.toThrow('http://169.254.169.254/latest/meta-data/ leads to an internal address');
    await expect(fetchPage(`${base}/inside6`, options)).rejects.toThrow('leads to an internal address');
    await expect(fetchPage(`${base}/file`, options)).rejects.toThrow('must begin with http:// or https://');
  });

  it('are told from public ones', () => {
    expect(['8.8.8.8', '2606:4700::1111'].map(isPublicAddress)).toEqual([true, true]);
    expect(['100.64.0.1', '172.16.0.1', '224.0.0.1', '64:ff9b::a00:1', 'fe80::1', '2002:a00:1::', 'nonsense'].map(isPublicAddress)).toEqual(Array(7).fill(false));
  });
});

it('gives up with a sentence', async () => {
  await expect(fetchPage(`${base}/round`, options)).rejects.toThrow('redirects more than 5 times');
  await expect(fetchPage(`${base}/large`, options)).rejects.toThrow('is larger than');
  await expect(fetchPage('http://user:secret@example.com/', options)).rejects.toThrow('an address with a password in it is not fetched');
  expect(await outcomes(`${base}/picture`)).toEqual([{ source: `${base}/picture`, fault: expect.stringContaining('is image/png') }]);
  await expect(readSource('/nowhere/at/all')).rejects.toThrow('does not exist');
});
