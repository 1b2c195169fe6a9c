/** The durations of the catalogue's SLA policy that ingestion needs, in milliseconds. */
export class SlaSettings {
  constructor(
    readonly authenticationIdle: number,
    readonly takeoverWait: number,
    readonly triageWait: number,
    readonly oneTimeCode: number,
  ) {}
}
