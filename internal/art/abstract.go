package art

// Abstract reports whether a cover shows nothing of a particular field: it
// suits a book for anybody, where one with stethoscopes does not.
func Abstract(id string) bool {
	switch id {
	case "window-night", "city-night", "wheat", "kitchen", "gingham", "care-band", "heartbeat", "toolboard", "animal-faces", "garden-ring",
		"desk-row", "blueprint", "harlequin", "tartan", "bunting", "paper-plane", "road", "ticket", "postcard", "botanical", "blossom":
		return false
	}
	return true
}
