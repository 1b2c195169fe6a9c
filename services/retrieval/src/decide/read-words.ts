import { stemWord } from './stem-word.js';

/** Stems of the words that say what a text is about, in order, repeats included. */
export function readWords(text: string): string[] {
  const plain = text
    .slice(0, readLimit)
    .replace(vaultToken, ' ')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[’‘`´]/g, "'")
    .replace(/'(?:s|re|ve|ll|m|d)\b/g, '')
    // One word, however it is written: e-mail, two-step, pre-order.
    .replace(/(?<=\b(?:e|pre|re|co|non|two|multi))-(?=\p{L})/gu, '');
  return (plain.match(words) ?? []).filter((word) => !stopWords.has(word)).map(stemWord);
}

const readLimit = 4_000;
const vaultToken = /<[A-Z]+(?:_\d{4})?_[0-9a-f]{6,}>/g;
const words = /\p{L}+(?:'\p{L}+)?|\p{N}+(?:[.,]\p{N}+)*/gu;

/** Grammar and politeness: they are in every question and tell none apart. */
const stopWords = new Set(
  (
    "a an the this that these those it its he she they them their his her we us our ours you your yours i me my mine myself and or but if then than so as of to in on at by for from with without into onto over under " +
    "about up down out off is are was were be been being am do does did done doing don't doesn't didn't have has had having haven't hasn't can could can't couldn't may might must shall should will would won't wouldn't isn't aren't wasn't " +
    "what which who whom whose when where why how there here not no nor yes ok okay please pls thanks thank hi hello hey dear sir madam team guys " +
    "want wants wanted need needs needed like know tell say let get got getting go going just also too very really any some all both each every more most much many such only own same still yet ever again already now " +
    "whats wheres hows whos whens thats its dont doesnt didnt cant couldnt wont isnt arent havent hasnt ive youre theres lets u ur askan ask agent show showing see seeing view find check checking obtain " +
    "something anything thing things use uses used using take make give put see look sell offer buy provide long old come comes came way lot bit kind one ones possible able help question wonder wondering ask asking info information mean means happen happens"
  ).split(' '),
);
