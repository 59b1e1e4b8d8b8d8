// Package times reads the times of records as they are written, to the nanosecond.
//
// The forms are:
//
//	2026-08-02T17:39:42.5Z     RFC 3339; T, t or a blank; up to 9 digits of
//	                           fraction behind a point or comma, or run onto
//	                           the seconds (17:39:42500000)
//	2026-08-02 17:39:42        with Z, UTC, GMT, +02:00, +0200, +02 or without
//	2026/08/02 17:39:42        the same; ", " may part date and time
//	13/04/2026 17:39:42        the year last, and - or . for /; where it could
//	8/14/2026 5:39:42 PM       be day or month first, the order must be named,
//	                           but for dates with . , which are day first
//	1621305118, 1621305118.5   seconds since 1970, 9 or 10 digits before the
//	                           point
//	1621305118553.0            milliseconds since 1970, 12 or 13 digits
//
// Numbers may be JSON numbers or texts. Reading them as times is a guess, as is a
// fraction that is run onto the seconds: they are read only if the time lies
// between 1990 and a day after the import, and rejected otherwise, since 2611221000
// is a date and not a second of 2052.
//
// A time without a zone is read in the zone of the Clock, and counted. Where clocks
// were set back and showed it twice, it is the earlier of the two, which is counted,
// too; where they were set forward over it, it is rejected, since it shows that
// another zone was meant. Rejected as well: no time, no time of day, no seconds, a
// leap second, a fraction below a nanosecond, a year of two digits, and years outside
// 1678 to 2261.
package times
