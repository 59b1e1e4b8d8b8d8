package sample

import (
	"slices"
	"strings"
)

// A key is an API key. Its name and the start of it are what the log shows.
type key struct {
	name, prefix string
	free         int64 // no story goes on with it before
}

// aKey is a key that a story can go on with, made on the spot where there is
// none, which takes 1 event, and from when on.
func (w *workspace) aKey() (*key, int64) {
	from := w.random.below(len(w.keys))
	for i := range w.keys {
		if k := &w.keys[(from+i)%len(w.keys)]; k.prefix != "" && k.free <= w.now {
			return k, w.now
		}
	}
	k := &w.keys[from]
	for i := range w.keys {
		if w.keys[i].prefix == "" {
			k = &w.keys[i]
		}
	}
	// Where every place is taken and busy, one of the old keys just stays as
	// it is and is not heard of again.
	w.newKey(k, w.keyName(), w.random.keyPrefix())
	return k, w.byDay(k.free, hour, day)
}

func (w *workspace) newKey(k *key, name, prefix string) {
	*k = key{name, prefix, w.later(w.now, 0, 3*second)}
	w.by(w.someone(), k.free, "api_key", "created", w.keyText(k, "created"))
}

// keyName is a name that no key has now.
func (w *workspace) keyName() string {
	for {
		name := pick(&w.random, keyNames)
		if !slices.ContainsFunc(w.keys[:], func(k key) bool { return k.name == name }) {
			return name
		}
	}
}

func (w *workspace) keyText(k *key, verb string) string {
	return w.join(`API key "`, k.name, `" (`, k.prefix, "...) was ", verb)
}

// createKey adds a key, or rotates one where there are enough: 2 events at
// most.
func (w *workspace) createKey() {
	for i := range w.keys {
		if k := &w.keys[i]; k.prefix == "" && k.free <= w.now {
			w.newKey(k, w.keyName(), w.random.keyPrefix())
			return
		}
	}
	w.rotateKey()
}

// rotateKey gives a key a new value; what is shown of it changes: 2 events at
// most.
func (w *workspace) rotateKey() {
	k, t := w.aKey()
	t = w.later(t, second, minute)
	fresh := w.random.keyPrefix()
	w.by(w.someone(), t, "api_key", "rotated", w.join(w.keyText(k, "rotated"), ", it now begins with ", fresh, "..."))
	k.prefix, k.free = fresh, t
}

// endKey revokes a key and deletes it some days later: 3 events at most.
func (w *workspace) endKey() {
	k, t := w.aKey()
	t = w.later(t, second, minute)
	m := w.someone()
	w.by(m, t, "api_key", "revoked", w.keyText(k, "revoked"))
	t = w.byDay(t, minute, 4*day)
	w.by(m, t, "api_key", "deleted", w.keyText(k, "deleted"))
	*k = key{free: t}
}

// An endpoint is where webhooks are delivered to.
type endpoint struct {
	url  string
	free int64 // no story goes on with it before
}

// liveEndpoint is an endpoint that a story can go on with, or nil.
func (w *workspace) liveEndpoint() *endpoint {
	from := w.random.below(len(w.endpoints))
	for i := range w.endpoints {
		if e := &w.endpoints[(from+i)%len(w.endpoints)]; e.url != "" && e.free <= w.now {
			return e
		}
	}
	return nil
}

// anEndpoint is liveEndpoint, made on the spot (1 event) where there is none or
// where it would be the only one, and from when on.
func (w *workspace) anEndpoint() (*endpoint, int64) {
	live := 0
	for i := range w.endpoints {
		if e := &w.endpoints[i]; e.url != "" && e.free <= w.now {
			live++
		}
	}
	if live > 1 {
		return w.liveEndpoint(), w.now
	}
	for i := range w.endpoints {
		if e := &w.endpoints[i]; e.url == "" && e.free <= w.now {
			w.newEndpoint(e)
			return e, w.byDay(e.free, 10*minute, 4*hour)
		}
	}
	e := w.liveEndpoint()
	if e == nil { // all of them are in trouble: one endpoint is given up and made anew
		e = &w.endpoints[0]
		w.newEndpoint(e)
	}
	return e, max(e.free, w.now)
}

var subscribedTo = []string{
	"generation.completed", "generation.completed, generation.failed", "generation.completed, generation.failed, credit.low_balance",
	"credit.low_balance, order.paid, subscription.updated", "all events",
}

func (w *workspace) newEndpoint(e *endpoint) {
	*e = endpoint{nth(endpointURLs, w.endpointsMade, '.'), w.later(w.now, 0, 2*second)}
	w.endpointsMade++
	w.by(w.someone(), e.free, "webhook", "created", w.join("Webhook endpoint created: ", e.url, " (", pick(&w.random, subscribedTo), ")"))
}

// createEndpoint adds an endpoint, where there are not enough of them: 1 event.
func (w *workspace) createEndpoint() {
	for i := range w.endpoints {
		if e := &w.endpoints[i]; e.url == "" && e.free <= w.now {
			w.newEndpoint(e)
			return
		}
	}
	w.tellNews(w.now)
}

// updateEndpoint changes what an endpoint is told: 2 events at most.
func (w *workspace) updateEndpoint() {
	e, t := w.anEndpoint()
	w.by(w.someone(), t, "webhook", "updated", w.join("Webhook endpoint updated: ", e.url, " (", pick(&w.random, subscribedTo), ")"))
	e.free = max(e.free, t)
}

// pauseEndpoint disables an endpoint for some hours: 3 events at most.
func (w *workspace) pauseEndpoint() {
	e, t := w.anEndpoint()
	m := w.someone()
	w.by(m, t, "webhook", "disabled", "Webhook endpoint was temporarily disabled")
	t = w.byDay(t, 3*minute, 9*hour)
	w.by(m, t, "webhook", "enabled", "Webhook endpoint was enabled")
	e.free = t
}

// quarantineEndpoint is an endpoint that fails until it is quarantined, is
// repaired and takes the delivery: 10 events at most.
func (w *workspace) quarantineEndpoint() {
	e, t := w.anEndpoint()
	t = w.stumble(t, e, "generation.completed", attempts)
	t = w.later(t, 5, 900)
	w.bySystem(t, "webhook", "quarantined", "Webhook endpoint quarantined after 5 failed deliveries")
	host, _, _ := strings.Cut(strings.TrimPrefix(e.url, "https://"), "/")
	w.notify(w.anOwner(), w.later(t, 200, 2*second), w.join("The webhook endpoint at ", host, " was quarantined after 5 failed deliveries"))
	t = w.byDay(t, 11*minute, 8*hour)
	w.by(w.someone(), t, "webhook", "enabled", "Webhook endpoint was enabled")
	t = w.later(t, 2*second, minute)
	w.bySystem(t, "webhook", "delivered", "Webhook delivered: generation.completed")
	e.free = t
}

// deleteEndpoint deletes an endpoint: 2 events at most.
func (w *workspace) deleteEndpoint() {
	e, t := w.anEndpoint()
	w.by(w.someone(), t, "webhook", "deleted", w.join("Webhook endpoint deleted: ", e.url))
	*e = endpoint{free: max(e.free, t)}
}
