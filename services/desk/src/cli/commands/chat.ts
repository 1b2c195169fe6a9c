import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { Chat } from '../chat.js';
import { type Io, makeCommand, type Tools } from '../command-line.js';
import { identityToken } from '../identity-token.js';
import { asOption } from '../options.js';
import { tellStory } from '../tell-story.js';

interface ChatOptions {
  as?: string;
  source: string;
}

const lookAgainMs = 2_000;

export function chatCommand(io: Io): Command {
  return makeCommand<ChatOptions>(io, 'chat', 'talk to the desk as a customer', chat, (command) =>
    command.addOption(asOption()).option('--source <name>', 'the source that the ticket comes from', 'chat'),
  );
}

async function chat({ desk, terminal, env }: Tools, { as, source }: ChatOptions): Promise<void> {
  const conversation = new Chat(desk, { source, id: randomUUID(), channel: 'widget', token: () => identityToken(env, as) });
  await desk.get('/healthz');
  terminal.say(`You are talking to ${desk.url} as ${as ?? 'a stranger'}. /why tells why it answered so, /quit or Ctrl-D ends.`);
  const input = createInterface({ input: process.stdin, output: process.stdout, terminal: process.stdin.isTTY, prompt: terminal.style('cyan', 'you: ') });
  const show = (messages: { from: string; text: string }[]) => {
    for (const message of messages) terminal.item(message, () => `${terminal.style(message.from === 'bot' ? 'green' : 'magenta', `${message.from}:`)} ${message.text.replaceAll('\n', '\n     ')}`);
  };
  // People may answer at any time once the ticket is theirs.
  const looking = setInterval(() => void conversation.news().then((news) => news.length > 0 && (terminal.say(''), show(news), input.prompt(true)), () => undefined), lookAgainMs);
  try {
    if (process.stdin.isTTY) input.prompt();
    for await (const line of input) {
      const words = line.trim();
      if (words === '/quit') break;
      if (words === '/why') terminal.say(conversation.ticket ? tellStory(conversation.ticket, terminal) : 'Nothing has been said yet.');
      else if (words !== '') {
        show(await conversation.say(words));
        const note = conversation.note();
        if (note) terminal.say(terminal.style('dim', `(${note})`));
      }
      if (process.stdin.isTTY) input.prompt();
    }
  } finally {
    clearInterval(looking);
    input.close();
  }
}
