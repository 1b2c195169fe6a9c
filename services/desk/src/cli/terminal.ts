import { styleText } from 'node:util';

/** A stream, as far as it is written to. */
export interface Writer {
  write(text: string): unknown;
  isTTY?: boolean;
}

type Style = Parameters<typeof styleText>[0];

/** What a command prints: words for people, or one JSON value with `--json`. */
export class Terminal {
  constructor(
    readonly json: boolean,
    private readonly out: Writer,
    readonly err: Writer,
  ) {}

  /** The command's answer. */
  answer(value: unknown, words: () => string): void {
    this.out.write(`${this.json ? JSON.stringify(value, null, 2) : words()}\n`);
  }

  /** One of many answers, on a line of its own. */
  item(value: unknown, words: () => string): void {
    this.out.write(`${this.json ? JSON.stringify(value) : words()}\n`);
  }

  say(line: string): void {
    if (!this.json) this.out.write(`${line}\n`);
  }

  /** Bound, so that it may be handed around. */
  readonly style = (style: Style, text: string): string => (this.out.isTTY && !this.json ? styleText(style, text) : text);
}
