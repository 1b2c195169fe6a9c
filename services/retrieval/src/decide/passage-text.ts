/** What a model is sent of a passage: a piece alone does not say what it is about. */
export function passageText({ title, section, text }: { title: string; section: string; text: string }): string {
  return section === title ? `${title}\n\n${text}` : `${title}: ${section}\n\n${text}`;
}
