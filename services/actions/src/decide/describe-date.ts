/** A day as the shop's customers write it: `05/10`, with the year where it is not this one. UTC, like every time in the interface. */
export function describeDate(at: string, now: string): string {
  const date = new Date(at);
  const day = `${pad(date.getUTCMonth() + 1)}/${pad(date.getUTCDate())}`;
  return date.getUTCFullYear() === new Date(now).getUTCFullYear() ? day : `${day}/${date.getUTCFullYear()}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
