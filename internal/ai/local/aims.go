package local

// aimOf says what the prompts of a group do in a workflow.
func aimOf(group string) string {
	switch group {
	case "plan":
		return "Plan it."
	case "research":
		return "Understand first."
	case "write":
		return "Put it in writing."
	case "reply":
		return "Answer those whom it concerns."
	case "organise":
		return "Put it in order."
	case "decide":
		return "Decide."
	case "sell":
		return "Explain it to others."
	case "review":
		return "Have it checked."
	case "learn":
		return "Practise it."
	case "automate":
		return "Make it repeatable."
	case "voice":
		return "Make it sound like you."
	}
	return "Find the cause."
}
