package cli

import (
	"fmt"
	"time"

	"daybook/backend/numbers"
)

// byteSize returns a size for people: "5.2 MB".
func byteSize(n int64) string {
	if n < 1000 {
		return numbers.Counted(int(n), "byte", "bytes")
	}
	size, unit := float64(n)/1000, 0
	for units := "kMGTPE"; size >= 999.95 && unit < len(units)-1; unit++ {
		size /= 1000
	}
	return fmt.Sprintf("%.1f %cB", size, "kMGTPE"[unit])
}

// spoken returns a duration for people: "1 h 5 min", "1 min 20 s", "3 s".
func spoken(d time.Duration) string {
	s := int(d.Round(time.Second) / time.Second)
	switch {
	case s >= 3600:
		return fmt.Sprintf("%d h %d min", s/3600, s%3600/60)
	case s >= 60:
		return fmt.Sprintf("%d min %d s", s/60, s%60)
	}
	return fmt.Sprintf("%d s", s)
}
