/** The lines of a file of keys that are neither empty nor comments. */
export function linesOfKeys(text: string): string[] {
  return text.split(/\r\n|\r|\n/).map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
}
