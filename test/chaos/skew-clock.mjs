// Preloaded into a service: its clock is wrong by SKEW_MS.
const skew = Number(process.env.SKEW_MS ?? 0);
const RealDate = Date;
const realNow = Date.now;
globalThis.Date = class extends RealDate {
  constructor(...args) {
    super(...(args.length ? args : [realNow() + skew]));
  }
  static now() {
    return realNow() + skew;
  }
};
