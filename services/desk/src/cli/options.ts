import { userInfo } from 'node:os';
import { InvalidArgumentError, Option } from 'commander';

/** Whose name goes with a decision. */
export function byOption(): Option {
  return new Option('--by <name>', 'who does it').default(nameOfUser());
}

export function asOption(): Option {
  return new Option('--as <customer>', "speak as this customer of the shop (its id), signed with the desk's identity secret");
}

export function secondsOption(flags: string, description: string, usual: number): Option {
  return new Option(flags, description).default(usual).argParser((text) => wholeNumber(text, 0, 86_400));
}

export function countOption(flags: string, description: string, usual: number, most: number): Option {
  return new Option(flags, description).default(usual).argParser((text) => wholeNumber(text, 1, most));
}

function wholeNumber(text: string, least: number, most: number): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < least || value > most) throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
  return value;
}

function nameOfUser(): string {
  try {
    return userInfo().username || 'operator';
  } catch {
    return 'operator';
  }
}
