package quality

// ItemText shows tests what a buyer reads of an item.
var ItemText = itemText

// Drifted is the score from which an item is off its brief.
const Drifted = drifted

func (c *Compass) SetDump(f func(own, strange, total, near, far float64)) { c.dump = f }
