import { lookup as resolve } from 'node:dns';
import type { LookupAddress, LookupOptions } from 'node:dns';
import { request as plainRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isPublicAddress } from './is-public-address.js';
import { Unreadable } from './unreadable.js';

export interface Page {
  /** Where it was found after all redirects. */
  readonly url: string;
  /** Without parameters. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

export interface FetchOptions {
  /** Which addresses may be asked; others only where a test says so. */
  readonly mayAsk?: (address: string) => boolean;
  readonly mostBytes?: number;
  readonly patienceMs?: number;
}

const mostRedirects = 5;
const usual = { mayAsk: isPublicAddress, mostBytes: 20 * 1024 * 1024, patienceMs: 20_000 };

/**
 * Fetches a page from the public internet. The address is judged after the name is resolved, in the very look-up that the connection
 * uses, at every redirect: a name that changes its mind between two look-ups gains nothing. @throws Unreadable
 */
export async function fetchPage(address: string, options: FetchOptions = {}): Promise<Page> {
  const { mayAsk, mostBytes, patienceMs } = { ...usual, ...options };
  const signal = AbortSignal.timeout(patienceMs);
  let url = parseUrl(address);
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const response = await ask(url, mayAsk, signal);
    const status = response.statusCode ?? 0;
    const target = status >= 300 && status < 400 ? response.headers.location : undefined;
    if (target === undefined) return { url: url.href, contentType: typeOf(response), bytes: await read(response, url, status, mostBytes, patienceMs) };
    response.destroy();
    url = parseUrl(target, url);
  }
  throw new Unreadable(`${address} redirects more than ${mostRedirects} times: it was given up.`);
}

function parseUrl(text: string, base?: URL): URL {
  const url = URL.parse(text, base?.href) ?? undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) throw new Unreadable(`${text} is no address of the web: it must begin with http:// or https://.`);
  if (url.username || url.password) throw new Unreadable(`${url.host}: an address with a password in it is not fetched.`);
  return url;
}

function ask(url: URL, mayAsk: (address: string) => boolean, signal: AbortSignal): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // An address instead of a name is never looked up.
  if (/^[\d.]+$|:/.test(host) && !mayAsk(host)) return Promise.reject(internal(url));
  const options: RequestOptions = { lookup: guardedLookup(url, mayAsk), signal, agent: false, headers: { accept: 'text/html, application/xhtml+xml, application/pdf, text/*;q=0.9, application/xml;q=0.8', 'user-agent': 'Deskhand' } };
  return new Promise((done, fail) => {
    const request = (url.protocol === 'https:' ? secureRequest : plainRequest)(url, options, done);
    request.on('error', (error) => fail(error instanceof Unreadable ? error : new Unreadable(`${url.href} cannot be fetched (${reasonOf(error, signal)}).`)));
    request.end();
  });
}

function guardedLookup(url: URL, mayAsk: (address: string) => boolean): RequestOptions['lookup'] {
  return (host, options: LookupOptions, answer) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error) return answer(error, '');
      // One that is inside is enough: which of them is asked is not ours to choose.
      if (addresses.length === 0 || !addresses.every(({ address }) => mayAsk(address))) return answer(internal(url), '');
      const [first] = addresses as [LookupAddress];
      if (options.all) (answer as unknown as (error: null, all: LookupAddress[]) => void)(null, addresses);
      else answer(null, first.address, first.family);
    });
  };
}

function internal(url: URL): Unreadable {
  return new Unreadable(`${url.href} leads to an internal address: only pages of the public internet are fetched.`);
}

async function read(response: IncomingMessage, url: URL, status: number, most: number, patienceMs: number): Promise<Uint8Array> {
  if (status !== 200) {
    response.destroy();
    throw new Unreadable(`${url.href} answers ${status}: only pages that exist and are open to everybody can be read.`);
  }
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of response as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > most) throw new Unreadable(`${url.href} is larger than ${Math.round(most / 1024 / 1024)} MB: it was given up.`);
      pieces.push(piece);
    }
  } catch (error) {
    response.destroy();
    if (error instanceof Unreadable) throw error;
    throw new Unreadable(`${url.href} broke off (${(error as Error).name === 'AbortError' ? `not there within ${patienceMs / 1_000} s` : (error as Error).message}).`);
  }
  return Buffer.concat(pieces);
}

function typeOf({ headers }: IncomingMessage): string {
  return (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
}

function reasonOf(error: Error, signal: AbortSignal): string {
  return signal.aborted ? 'it did not answer in time' : error.message;
}
