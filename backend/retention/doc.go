// Package retention decides which events an archive no longer keeps, and says why.
// It is pure: it turns events, rules and a time into verdicts. It neither removes
// anything nor knows where events are.
//
// # Concepts
//
// A [Plan] is a named window: how long an event is kept after its timestamp.
// An event is past its window when
//
//	now >= timestamp + window
//
// A [Hold] stops that: for the whole archive, or for the events that a query
// matches, whenever they are imported. It keeps the query as it was understood,
// printed back, with the zone it was asked in, so that it means the same to
// every later reader.
//
// [Rules] are the plan and the holds in force. Their [Verdict] on an event is
// due, or not, with the reason. A held event is never due, and neither is one
// under a plan that keeps everything.
//
// # Never by surprise
//
// A purge that nobody asked for at that moment is automatic. [Situation] says
// whether one may go ahead, must ask first, or must not be: see [Situation.Decide].
//
// # Invariants
//
//   - What is due at one time is due at every later one under the same rules.
//   - Another hold never makes an event due; without one none becomes kept.
//   - A longer window never makes an event due.
package retention
