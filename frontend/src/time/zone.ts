/** Zones: which there are, which is the system's, how they are called. */

export function systemZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** The zone that a setting names: an IANA name as it is, "system" resolved. */
export function resolveZone(setting: string): string {
  return setting === 'system' || setting === '' ? systemZone() : setting;
}

/** All zones the system knows, UTC first. */
export function allZones(): string[] {
  const known = Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC');
  return ['UTC', ...known];
}

/** The short name for a heading: "Paris", "UTC". */
export function zoneName(zone: string): string {
  return (zone.split('/').pop() ?? zone).replaceAll('_', ' ');
}
