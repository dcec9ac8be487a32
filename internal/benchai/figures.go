package main

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// quantile returns the value that a share q of all do not exceed, 0 of none.
func quantile(all []time.Duration, q float64) time.Duration {
	if len(all) == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(all))
	return s[min(len(s)-1, int(q*float64(len(s))))]
}

// took prints a time with as many digits as it is worth.
func took(d time.Duration) string {
	switch ms := float64(d) / float64(time.Millisecond); {
	case ms < 0.1 && ms > -0.1:
		return fmt.Sprintf("%.1f µs", 1000*ms)
	case ms < 10:
		return fmt.Sprintf("%.3f ms", ms)
	default:
		return fmt.Sprintf("%.0f ms", ms)
	}
}

// space is what the process holds, in bytes.
type space struct{ heap, rss float64 }

// footprint collects garbage and reads what is left. Without /proc, RSS is 0.
func footprint() space {
	runtime.GC()
	runtime.GC() // what finalizers let go
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	s := space{heap: float64(m.HeapAlloc)}
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return s
	}
	for line := range strings.Lines(string(status)) {
		if f := strings.Fields(line); len(f) > 1 && f[0] == "VmRSS:" {
			kb, _ := strconv.ParseFloat(f[1], 64) // the kernel's own figure
			s.rss = kb * 1024
		}
	}
	return s
}

func megabytes(bytes float64) string {
	if bytes == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f MB", bytes/(1<<20))
}
