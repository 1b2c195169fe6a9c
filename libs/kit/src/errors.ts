/** Retrying cannot help: the message goes to the dead letter at once. */
export class Permanent extends Error {
  override readonly name = 'Permanent';
}

/** May pass by itself: retried with capped backoff. Errors of unknown kind are treated the same. */
export class Transient extends Error {
  override readonly name = 'Transient';
}
