package sample

import "math/bits"

// random is splitmix64. It is written out here because the bytes of a sample
// must not change when a library's generator does.
type random uint64

func (r *random) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	return mix(uint64(*r))
}

// mix is a bijection of the 64-bit numbers that scatters them.
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below is a number from 0 to n-1.
func (r *random) below(n int) int {
	hi, _ := bits.Mul64(r.next(), uint64(n))
	return int(hi)
}

// between is a number from lo to hi, both possible.
func (r *random) between(lo, hi int) int { return lo + r.below(hi-lo+1) }

// chance is true in percent of a hundred cases.
func (r *random) chance(percent int) bool { return r.below(100) < percent }

func pick[T any](r *random, from []T) T { return from[r.below(len(from))] }

// base32 is Crockford's alphabet, without i, l, o and u.
const base32 = "0123456789abcdefghjkmnpqrstvwxyz"

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// appendBase32 appends the low 5×digits bits of z, lowest first.
func appendBase32(dst []byte, z uint64, digits int) []byte {
	for range digits {
		dst = append(dst, base32[z&31])
		z >>= 5
	}
	return dst
}

// name is a made-up identifier such as "gen_8x2k9qwm3tzd": 60 bits after the
// prefix.
func (r *random) name(prefix string) string {
	var buf [20]byte
	return string(appendBase32(append(buf[:0], prefix...), r.next(), 12))
}

// keyPrefix returns the part of an API key that the feed shows, "bye_5fQ2x".
func (r *random) keyPrefix() string {
	key := []byte("bye_")
	for range 5 {
		key = append(key, base62[r.below(len(base62))])
	}
	return string(key)
}

// ids hands out event ids. The first 13 digits are a bijection of the event's
// index, so no two events of a log share an id; the rest makes logs of other
// seeds differ.
type ids struct {
	index, offset, salt uint64
}

func newIDs(seed uint64, n int) ids {
	log := mix(seed) ^ mix(^uint64(n))
	return ids{offset: mix(log ^ 0x1d), salt: mix(log ^ 0x5a17)}
}

func (i *ids) next() string {
	var buf [28]byte
	at := i.index + i.offset
	i.index++
	id := append(buf[:0], "evt_"...)
	id = appendBase32(id, mix(at), 13)
	id = appendBase32(id, mix(at^i.salt), 11)
	return string(id)
}
