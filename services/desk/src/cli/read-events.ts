import { type DeskHttp, describeProblem } from './desk-http.js';
import { exitCodes, Failure } from './failure.js';

/** Server-sent events of a path, each parsed, until the desk ends the stream. @throws Failure */
export async function* readEvents<Event>(desk: DeskHttp, path: string): AsyncGenerator<Event> {
  const response = await desk.open('GET', path, undefined, 'text/event-stream');
  if (!response.ok || !response.body) throw new Failure(describeProblem(response.status, (await response.json().catch(() => ({}))) as object));
  const decoder = new TextDecoder();
  let waiting = '';
  try {
    for await (const bytes of response.body) {
      waiting += decoder.decode(bytes, { stream: true });
      const frames = waiting.split('\n\n');
      waiting = frames.pop()!;
      for (const frame of frames) {
        const data = frame.split('\n').filter((line) => line.startsWith('data:')).map((line) => line.slice('data:'.length).trimStart());
        if (data.length > 0) yield JSON.parse(data.join('\n')) as Event;
      }
    }
  } catch (error) {
    throw new Failure(`The desk has ended the stream (${error instanceof Error ? error.message : String(error)}).`, exitCodes.unreachable);
  }
}
