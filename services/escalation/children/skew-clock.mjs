// Loaded first: this process believes that it is SKEW_MS later than it is. The clocks of the event loop and of the database stay right.
const skewMs = Number(process.env.SKEW_MS ?? 0);
const Right = globalThis.Date;

globalThis.Date = class Date extends Right {
  constructor(...given) {
    super(...(given.length > 0 ? given : [Right.now() + skewMs]));
  }

  static now() {
    return Right.now() + skewMs;
  }
};
