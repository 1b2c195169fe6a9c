/** A piece of a text: UTF-16 units, `end` exclusive. */
export interface Span {
  start: number;
  end: number;
}
