package quality

import (
	"bytes"
	"fmt"

	"github.com/gumgenie/gumgenie/internal/inspect"
	"github.com/gumgenie/gumgenie/internal/product"
)

// maxBundle is what the market's better bundles weigh at most, in bytes; buyers
// on tablets download them whole.
const maxBundle = 100 << 20

// zipFile unpacks a bundle and checks paths, sums and sizes.
func zipFile(facts *Facts, f product.File, data []byte) {
	facts.check(GateMarket, 1)
	if len(data) > maxBundle {
		facts.fault(GateMarket, "the file", fmt.Sprintf("The bundle has %.0f MB; 100 MB is the most that tablets take well.", float64(len(data))/(1<<20)))
	}
	entries, err := inspect.ZIP(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		facts.fault(GateFiles, "the file", "The archive cannot be unpacked: "+err.Error()+".")
		return
	}
	if len(entries) == 0 {
		facts.fault(GateFiles, "the file", "The archive is empty.")
	}
	names := map[string]bool{}
	for _, e := range entries {
		facts.check(GateFiles, 1)
		names[e.Path] = true
		switch {
		case e.Nested:
			facts.fault(GateFiles, e.Path, "An archive lies in the archive.")
		case e.Size == 0:
			facts.fault(GateFiles, e.Path, "The file in the archive is empty.")
		}
	}
	facts.Counts["entries"] = len(entries)
	facts.Titles = newTitles(names)
}
