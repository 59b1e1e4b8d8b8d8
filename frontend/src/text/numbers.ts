/** Numbers in words for the eye, in the language of all of the window's words. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat('en', { maximumFractionDigits: 1, minimumFractionDigits: 1 });

export function count(n: number): string {
  return whole.format(n);
}

/** "1 event", "1,204 events". */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

export function bytes(n: number): string {
  if (n < 1000) return plural(n, 'byte');
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = n / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 ? tenth.format(value) : whole.format(value)} ${units[unit] ?? ''}`;
}

/** Time left, "12 s" or "3 min". */
export function seconds(n: number): string {
  if (n < 90) return `${count(Math.ceil(n))} s`;
  if (n < 5400) return `${count(Math.round(n / 60))} min`;
  return `${tenth.format(n / 3600)} h`;
}
