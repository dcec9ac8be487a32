package app

import (
	"bufio"
	"context"
	"io"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// settled is how long after its start a server has begun all that it does by
// itself.
const settled = 400 * time.Millisecond

// shed takes pages of the program out of the process that only its start has
// read: tables, initialisers, and what the kernel mapped around them. They stay in
// the page cache and come back, one by one, where they are touched again. It does
// nothing where the kernel does not say what is mapped.
//
// Three quarters of the resident memory of an idle server are such pages, most of
// them of the clients of model providers, which are linked in and seldom used.
func shed(ctx context.Context) {
	select {
	case <-ctx.Done():
		return
	case <-time.After(settled):
	}
	self, err := os.Executable()
	if err != nil {
		return
	}
	f, err := os.Open("/proc/self/smaps")
	if err != nil {
		return
	}
	defer f.Close() //nolint:errcheck // it was only read
	for _, m := range program(f, self) {
		_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, m.from, m.size, syscall.MADV_DONTNEED) // what fails stays as it is
	}
}

// mapping is a piece of the address space.
type mapping struct{ from, size uintptr }

// program reads /proc/self/smaps (proc_pid_smaps(5)): the pieces of a program's
// file that have no page of their own instead of one of the file, as relocations
// make them. (Dirty says nothing: it is also the file's own state on the disk.)
func program(smaps io.Reader, file string) []mapping {
	var all []mapping
	open := false // the last piece may be taken so far
	for lines := bufio.NewScanner(smaps); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) < 2 {
			continue
		}
		if !strings.HasSuffix(fields[0], ":") { // the head of a piece
			m, ok := mapped(fields[0])
			if open = ok && len(fields) == 6 && fields[5] == file && strings.HasPrefix(fields[1], "r-"); open {
				all = append(all, m)
			}
			continue
		}
		if open && fields[0] == "Anonymous:" && fields[1] != "0" {
			all, open = all[:len(all)-1], false
		}
	}
	return all
}

func mapped(span string) (mapping, bool) {
	a, b, _ := strings.Cut(span, "-")
	from, err := strconv.ParseUint(a, 16, 64)
	if err != nil {
		return mapping{}, false
	}
	to, err := strconv.ParseUint(b, 16, 64)
	return mapping{uintptr(from), uintptr(to - from)}, err == nil && to > from
}
