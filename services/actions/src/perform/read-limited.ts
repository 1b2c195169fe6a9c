const limit = 1024 * 1024;

/** The body of an answer as text; a shop that never stops sending is cut off. @throws when it is over 1 MB */
export async function readLimited(response: Response): Promise<string> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > limit) throw new Error('the answer is larger than 1 MB');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
