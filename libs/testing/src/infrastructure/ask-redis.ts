import { connect } from 'node:net';

/** Sends one inline command without spaces in its arguments ("PING") and returns the first line of the reply. */
export function askRedis(port: number, command: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${command}\r\n`));
    socket.setTimeout(2000, () => socket.destroy(new Error('Redis did not reply within 2 s')));
    socket.once('error', reject);
    socket.once('data', (reply) => {
      socket.destroy();
      const line = reply.toString().split('\r\n', 1)[0] ?? '';
      if (line.startsWith('-')) reject(new Error(`Redis: ${line.slice(1)}`));
      else resolve(line);
    });
  });
}
