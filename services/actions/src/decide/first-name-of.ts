/** What a person is called in a greeting; empty where the name does not tell. */
export function firstNameOf(name: string): string {
  const words = name.trim().split(/\s+/).filter((word) => !/^(?:mr|mrs|ms|mx|dr|prof|sir|madam)\.?$/i.test(word));
  const [first = ''] = words;
  return /^\p{L}[\p{L}'’-]+$/u.test(first) ? first : '';
}
