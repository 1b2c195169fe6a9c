/** A program that is needed is not on this machine, and we cannot bring it ourselves. */
export class NotInstalled extends Error {
  override name = 'NotInstalled';
}
