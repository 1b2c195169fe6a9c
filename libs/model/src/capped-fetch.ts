const usualLimitKb = 512;

/** `fetch` for an endpoint that may send without end: an answer over the limit is cut off and counts as broken. */
export async function cappedFetch(input: string | URL | Request, init?: RequestInit, limitKb = usualLimitKb): Promise<Response> {
  const response = await fetch(input, init);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > limitKb * 1024) throw new Error(`the answer is larger than ${limitKb} kB`);
    chunks.push(chunk);
  }
  const { status, statusText, headers } = response;
  const plain = new Headers(headers);
  for (const name of ['content-encoding', 'content-length']) plain.delete(name);
  return new Response(isBodiless(status) ? null : Buffer.concat(chunks), { status, statusText, headers: plain });
}

function isBodiless(status: number): boolean {
  return status === 204 || status === 205 || status === 304;
}
