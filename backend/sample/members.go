package sample

import "strconv"

// The company has between fewest and len(workspace.members) members. The first
// few are owners and stay all year; the others come and go.
const (
	firstMembers = 28
	fewest       = 20
	owners       = 4
)

// A member holds one place in the company.
type member struct {
	name, email string
	from        int64 // can act from then on
	busy        int64 // has something planned until then
	until       int64 // is gone from then on; never when leaving is false
	leaving     bool  // begins nothing any more
	owner       bool
	address     string // where they sign in from
	browser     string
	way         string // how they sign in
}

// here tells whether m can begin something at t.
func (m *member) here(t int64) bool { return m.email != "" && !m.leaving && m.from <= t }

// vacant tells whether the place can be taken at t.
func (m *member) vacant(t int64) bool { return m.email == "" || m.leaving && m.until < t }

// newMember is a person who was never in the company, for the given place.
func (w *workspace) newMember(place int) member {
	name, mail := personName(w.joined)
	w.joined++
	return member{
		name:    name,
		email:   mail + "@" + company,
		owner:   place < owners,
		address: pick(&w.random, networks) + strconv.Itoa(w.random.between(2, 253)),
		browser: pick(&w.random, browsers),
		way:     pick(&w.random, signinWays),
	}
}

// someone is a member who is here now; some are more active than others.
func (w *workspace) someone() *member {
	for {
		i := min(w.random.below(len(w.members)), w.random.below(len(w.members)))
		if m := &w.members[i]; m.here(w.now) {
			return m
		}
	}
}

// anOwner is one of those who look after the workspace.
func (w *workspace) anOwner() *member { return &w.members[w.random.below(owners)] }

// size is the number of members now, and those on their way in.
func (w *workspace) size() int {
	n := 0
	for i := range w.members {
		if m := &w.members[i]; !m.vacant(w.now) && !m.leaving {
			n++
		}
	}
	return n
}

// invite is an invitation that is accepted: 4 events at most.
func (w *workspace) invite() {
	place := -1
	for i := owners; i < len(w.members); i++ {
		if w.members[i].vacant(w.now) {
			place = i
			break
		}
	}
	if place < 0 {
		w.inviteInVain()
		return
	}
	t := w.now
	m := &w.members[place]
	*m = w.newMember(place)
	m.owner = w.random.chance(15)
	w.by(w.anOwner(), t, "invitation", "sent", w.join("Invitation sent to ", m.email, " (role: ", m.role(), ")"))
	t = w.byDay(t, 20*minute, 2*day)
	w.by(m, t, "auth", "signup", w.join("Signed up with ", pick(&w.random, signupWays)))
	t = w.later(t, 900, 4*second)
	w.by(m, t, "membership", "joined", w.join("Joined the workspace as ", m.role()))
	m.from = t
	w.by(m, w.later(t, 2*second, 20*second), "consent", "accepted", consentAccepted)
}

// inviteInVain is an invitation that is taken back: 2 events.
func (w *workspace) inviteInVain() {
	_, mail := personName(w.joined + 977 + w.random.below(400)) // nobody who will join
	mail += "@" + pick(&w.random, partners)
	m := w.anOwner()
	w.by(m, w.now, "invitation", "sent", w.join("Invitation sent to ", mail, " (role: member)"))
	w.by(m, w.byDay(w.now, 40*second, 3*day), "invitation", "revoked", w.join("Invitation to ", mail, " was revoked"))
}

// roleChanged makes a member an owner or back: 1 event.
func (w *workspace) roleChanged() {
	m := w.colleague()
	m.owner = !m.owner
	w.roleText(m)
}

func (w *workspace) roleText(m *member) {
	w.by(w.anOwner(), w.now, "membership", "role_changed", w.join("Member role changed to ", m.role()))
}

// leave ends a membership, after all that the member has begun: 1 event, or
// an invitation when the company is small already.
func (w *workspace) leave() {
	if w.size() <= fewest {
		w.invite()
		return
	}
	m := w.colleague()
	t := w.byDay(max(w.now, m.busy), minute, hour)
	m.leaving, m.until = true, t
	w.by(w.anOwner(), t, "membership", "removed", w.join("Member removed from the workspace: ", m.email))
}

// colleague is someone who is not bound to stay.
func (w *workspace) colleague() *member {
	for {
		i := w.random.between(owners, len(w.members)-1)
		if m := &w.members[i]; m.here(w.now) {
			return m
		}
	}
}

func (m *member) role() string {
	if m.owner {
		return "owner"
	}
	return "member"
}
