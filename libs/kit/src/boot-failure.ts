/** The desk cannot start; `message` is written for the person who started it and is shown without a stack. */
export class BootFailure extends Error {
  override readonly name = 'BootFailure';
}
