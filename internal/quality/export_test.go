package quality

// Drifted is the score from which an item is off its brief.
const Drifted = drifted

// Leftover, Doubled and Statements look at one text.
var (
	Leftover   = leftover
	Doubled    = doubled
	Statements = statements
)
