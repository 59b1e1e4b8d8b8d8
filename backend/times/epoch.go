package times

import (
	"errors"
	"strings"
	"time"

	"daybook/backend/event"
)

// SinceEpoch reads a number as seconds or milliseconds since 1970, whichever gives
// a time from 1973-03-03 to 2286: seconds from 10^8 to 10^10, milliseconds from
// 10^11 to 10^13. The caller must judge whether such a time is plausible. The
// literal is read digit by digit, since a float64 would not keep nanoseconds.
func SinceEpoch(literal string) (event.Time, string, error) {
	mantissa, exponent := literal, 0
	if i := strings.IndexAny(literal, "eE"); i >= 0 {
		mantissa = literal[:i]
		digits := strings.TrimPrefix(strings.TrimPrefix(literal[i+1:], "+"), "-")
		n, width, rest := leading(digits, 3)
		if width == 0 || rest != "" {
			return 0, "", errSize
		}
		if exponent = n; literal[i+1] == '-' {
			exponent = -n
		}
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	if strings.HasPrefix(whole, "-") || len(whole)+len(fraction) > 60 {
		return 0, "", errSize
	}
	if whole == "" || strings.HasSuffix(mantissa, ".") {
		return 0, "", errForm
	}
	// Move the point by the exponent.
	for ; exponent > 0 && len(whole) < 100; exponent-- {
		if fraction == "" {
			fraction = "0"
		}
		whole, fraction = whole+fraction[:1], fraction[1:]
	}
	for ; exponent < 0 && whole != ""; exponent++ {
		fraction, whole = whole[len(whole)-1:]+fraction, whole[:len(whole)-1]
	}
	whole = strings.TrimLeft(whole, "0")
	if exponent != 0 {
		return 0, "", errSize
	}
	switch len(whole) {
	case 9, 10:
		nano, err := fractionOf(fraction, 9)
		if err != nil {
			return 0, "", err
		}
		t, err := Of(time.Unix(atoi(whole), nano))
		return t, ruleSeconds, err
	case 12, 13:
		nano, err := fractionOf(fraction, 6)
		if err != nil {
			return 0, "", err
		}
		ms := atoi(whole)
		t, err := Of(time.Unix(ms/1000, ms%1000*1e6+nano))
		return t, ruleMilliseconds, err
	}
	return 0, "", errSize
}

// errSize reports a number that cannot be a time by its number of digits; Clock
// words it.
var errSize = errors.New("is a number of another size")

// fractionOf reads digits as the fraction of a unit of 10^places nanoseconds.
func fractionOf(digits string, places int) (int64, error) {
	if len(digits) > 9 {
		return 0, errors.New("has more than nine digits of fraction")
	}
	digits = strings.TrimRight(digits, "0")
	if len(digits) > places {
		return 0, errors.New("has a fraction below a nanosecond")
	}
	return atoi(digits + strings.Repeat("0", places-len(digits))), nil
}

// atoi reads digits, of which there are at most 18.
func atoi(digits string) int64 {
	var n int64
	for _, c := range []byte(digits) {
		n = n*10 + int64(c-'0')
	}
	return n
}
