package sample

// A domain holds one place; a removed one leaves it.
type domain struct {
	name string
	free int64 // no story goes on with it before
}

func (w *workspace) domainStep(d *domain, m *member, at int64, action, text string) {
	w.as(m, at, "domain", action, w.join("Custom domain ", text, ": ", d.name))
	d.free = max(d.free, at)
}

// aPlace returns an empty place for a domain, or otherwise the place of a domain
// that is busy or simply stays as it is.
func (w *workspace) aPlace() *domain {
	for i := range w.domains {
		if d := &w.domains[i]; d.name == "" && d.free <= w.now {
			return d
		}
	}
	return &w.domains[w.random.below(len(w.domains))]
}

// newDomain adds a domain and asks for its proof: 2 events.
func (w *workspace) newDomain(m *member, name string) (*domain, int64) {
	d := w.aPlace()
	*d = domain{name: name}
	w.domainStep(d, m, w.now, "domain_created", "added")
	t := w.later(w.now, 300, 3*second)
	w.domainStep(d, nil, t, "domain_pending", "waits for its DNS record")
	return d, t
}

func (w *workspace) domainName() string {
	name := nth(domainNames, w.domainsMade, '.')
	w.domainsMade++
	return name
}

// addDomain is a domain that works within hours: 3 events.
func (w *workspace) addDomain() {
	d, t := w.newDomain(w.anOwner(), w.domainName())
	w.domainStep(d, nil, w.later(t, 2*minute, 20*hour), "domain_activated", "activated")
}

// domainFails is a domain whose proof does not come: 3 events.
func (w *workspace) domainFails(m *member) (*domain, int64) {
	d, t := w.newDomain(m, w.domainName())
	t = w.later(t, 3*hour, day)
	w.domainStep(d, nil, t, "domain_failed", pick(&w.random, []string{
		"failed, no CNAME record was found within the time", "failed, its CNAME record points to another host",
		"failed, its CAA record forbids the certificate",
	}))
	return d, t
}

// addDomainAtLast is a domain that works at the second attempt: 5 events.
func (w *workspace) addDomainAtLast() {
	d, t := w.domainFails(w.anOwner())
	t = w.later(t, hour, day)
	w.domainStep(d, nil, t, "domain_pending", "waits for its DNS record")
	w.domainStep(d, nil, w.later(t, 2*minute, 5*hour), "domain_activated", "activated")
}

// giveUpDomain is a domain that is removed again: 5 events.
func (w *workspace) giveUpDomain() {
	m := w.anOwner()
	d, t := w.domainFails(m)
	w.endDomain(d, m, w.byDay(t, hour, 2*day))
}

// endDomain removes a domain: 2 events.
func (w *workspace) endDomain(d *domain, m *member, t int64) {
	w.domainStep(d, m, t, "domain_removing", "is being removed")
	t = w.later(t, 4*second, 2*minute)
	w.domainStep(d, nil, t, "domain_removed", "removed")
	*d = domain{free: t}
}

// removeDomain removes a domain that works, and adds one before where there is
// none: 5 events at most.
func (w *workspace) removeDomain() {
	m := w.anOwner()
	from := w.random.below(len(w.domains))
	for i := range w.domains {
		if d := &w.domains[(from+i)%len(w.domains)]; d.name != "" && d.free <= w.now {
			w.endDomain(d, m, w.now)
			return
		}
	}
	w.passingDomain(m, w.domainName())
}

// passingDomain is a domain that is added and, weeks later, removed: 5 events.
func (w *workspace) passingDomain(m *member, name string) {
	d, t := w.newDomain(m, name)
	t = w.later(t, 2*minute, 20*hour)
	w.domainStep(d, nil, t, "domain_activated", "activated")
	w.endDomain(d, m, w.byDay(t, 9*day, 30*day))
}
