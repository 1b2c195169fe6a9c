export interface Fault {
  /** Dotted path of the member, such as `customer.email`; empty for the whole body. */
  path: string;
  message: string;
}

export interface ProblemExtra {
  errors?: Fault[];
  headers?: Record<string, string>;
}

/** An HTTP answer that says no, sent as RFC 9457 `application/problem+json`. `detail` is a sentence that says how to mend it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly errors: Fault[] | undefined;
  readonly headers: Record<string, string>;

  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    extra: ProblemExtra = {},
  ) {
    super(detail);
    this.errors = extra.errors;
    this.headers = extra.headers ?? {};
  }

  body(): object {
    const { status, title, detail, errors } = this;
    return { type: 'about:blank', title, status, detail, ...(errors && { errors }) };
  }
}
