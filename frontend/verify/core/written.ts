/** The records of activity.json and activity.csv, and texts of events.jsonl, exactly as
 * backend/export writes them. */

// oxlint-disable-next-line no-control-regex -- these are what is escaped
const special = /["\\\u0000-\u001f\u007f-\u009f\u2028\u2029]/;
// oxlint-disable-next-line no-control-regex -- these are what is escaped
const specials = /["\\\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
const short: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r' };

/** A text as the content of a JSON string. */
export function jsonText(text: string): string {
  return special.test(text) ? text.replace(specials, (char) => short[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`) : text;
}

/** The six fields of an event, as the exports show them. */
export interface Fields {
  id: string;
  actor: string;
  category: string;
  action: string;
  description: string;
  /** As it is written. */
  timestamp: string;
  /** These as members of a JSON object, where that is known; "" where it is not. */
  json?: string;
}

/** The six fields as members of an object. */
export function jsonFields(e: Fields): string {
  return e.json || `"event_id":"${jsonText(e.id)}","actor":"${jsonText(e.actor)}","category":"${jsonText(e.category)}","action":"${jsonText(e.action)}","description":"${jsonText(e.description)}","timestamp":"${e.timestamp}"`;
}

export const csvHeader = 'event_id,actor,category,action,description,timestamp\r';

/** A record without the LF of its CRLF. */
export function csvRecord(e: Fields): string {
  return `${cell(e.id)},${cell(e.actor)},${cell(e.category)},${cell(e.action)},${cell(e.description)},${e.timestamp}\r`;
}

const needsQuotes = /[",\r\n]|[ \t]$/;
/** What a spreadsheet could take for a formula, or an import for a guard. */
const guarded = /^[=+\-@\t\r\n'＝＋－＠]/;

function cell(text: string): string {
  const guard = guarded.test(text);
  const quotes = needsQuotes.test(text) || (!guard && (text.startsWith(' ') || text.startsWith('\t')));
  const content = quotes ? text.replaceAll('"', '""') : text;
  const whole = guard ? `'${content}` : content;
  return quotes ? `"${whole}"` : whole;
}

// oxlint-disable-next-line no-control-regex -- ASCII begins with them
const wide = /[^\u0000-\u007f]/;

/** Whether a text has a character outside ASCII. */
export function isWide(text: string): boolean {
  return wide.test(text);
}
