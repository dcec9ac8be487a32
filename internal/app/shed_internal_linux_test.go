package app

import (
	"reflect"
	"strings"
	"testing"
)

func TestProgramTakesCleanPiecesOfTheFileOnly(t *testing.T) {
	t.Parallel()
	const smaps = `00400000-01e9b000 r-xp 00000000 fe:00 123 /opt/gg
Size:              27244 kB
Private_Dirty:     19608 kB
Anonymous:             0 kB
01e9b000-04000000 r--p 01a9b000 fe:00 123 /opt/gg
Private_Dirty:         0 kB
Anonymous:             0 kB
04000000-04100000 r--p 03c00000 fe:00 123 /opt/gg
Private_Dirty:         4 kB
Anonymous:             4 kB
04100000-04200000 rw-p 03d00000 fe:00 123 /opt/gg
Private_Dirty:         0 kB
Anonymous:             0 kB
7f0000000000-7f0000001000 r--p 00000000 fe:00 9 /usr/share/zoneinfo/UTC
Private_Dirty:         0 kB
c000000000-c002800000 rw-p 00000000 00:00 0
Private_Dirty:      8176 kB
nonsense
`
	want := []mapping{{0x400000, 0x1a9b000}, {0x1e9b000, 0x2165000}}
	if got := program(strings.NewReader(smaps), "/opt/gg"); !reflect.DeepEqual(got, want) {
		t.Errorf("got %x, want %x", got, want)
	}
}
