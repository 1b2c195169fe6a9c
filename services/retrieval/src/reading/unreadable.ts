/** A file or page that cannot become a document; the message is a sentence for the person who offered it. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}
