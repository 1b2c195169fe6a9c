/** One name written twice is one person: four eyes are not had by a capital letter or a space. */
export function samePerson(one: string, other: string): boolean {
  return spelled(one) === spelled(other);
}

function spelled(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/gu, ' ').toLowerCase();
}
