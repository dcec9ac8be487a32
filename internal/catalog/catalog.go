// Package catalog is what GumGenie knows before anybody asks: categories and
// their tiers, prompt task families, planner page modules, papers, covers,
// stickers, presets, themes, and the people that products are made for.
//
// It is data, embedded and validated by tests; loading parses it, nothing more.
package catalog

// Domains are the fields of work and life that families and modules are
// written for. A brief ranks them; content written for its domains comes first.
// The list is closed: the data is validated against it.
func Domains() []string {
	return []string{
		"care",      // health and social care work
		"teaching",  // schools, tutoring, coaching
		"office",    // administration, management, law, finance back office
		"trades",    // construction, repair, cleaning, field service
		"making",    // crafts, production, sewing, pottery, wood
		"growing",   // gardens, farms, plants, bees
		"animals",   // pets, vets, breeding, training
		"food",      // cooking, catering, bakery, meals at home
		"creative",  // photo, design, music, writing, video
		"tech",      // software, data, engineering, science
		"selling",   // shops, e-commerce, freelancing, property
		"events",    // weddings, hospitality, travel
		"family",    // parents, households, carers of relatives, home education
		"body",      // fitness, sport, sleep, recovery, living with a condition
		"study",     // students, exams, languages, changing career
		"shifts",    // nights and rotas: drivers, security, emergency, warehouses
		"community", // faith, clubs, volunteers, non-profits
		"play",      // games, collecting, pastimes
		"self",      // attention, journaling, life stages, moving, retirement
	}
}

// Themes are what a need is about; they join a brief's needs to families and
// modules. The list is closed.
func Themes() []string {
	return []string{
		"schedule",  // rotas, appointments, routines, time
		"log",       // something written down each time it happens
		"checklist", // steps and inspections
		"money",     // budget, fees, pay, invoices, pricing
		"stock",     // supplies, inventory, equipment, collections
		"people",    // clients, contacts, family, team, handover
		"learning",  // study, skills, practice, exams
		"health",    // sleep, mood, symptoms, exercise, recovery
		"meals",     // food, recipes, shopping
		"event",     // one occasion prepared for
		"travel",    // trips, routes, packing
		"content",   // posts, marketing, portfolio, writing
		"sales",     // offers, quotes, bookings, customers
		"papers",    // licences, renewals, documents, compliance
		"project",   // something with a start and an end
		"review",    // reflection, feedback, looking back
		"home",      // household, rooms, maintenance
		"craft",     // making, growing, designing one thing; specifications
		"goals",     // aims, habits, motivation
		"ideas",     // collecting, choosing, brainstorming
	}
}

// Groups are the twelve families of task that a prompt library is ordered by,
// in that order, with the smallest tier that has them.
func Groups() []string {
	return []string{
		"plan", "research", "write", "reply", "organise", // starter: 5
		"decide", "sell", "review", // pro: 8
		"learn", "automate", "voice", "solve", // ultimate: 12
	}
}

// Input is a blank of a prompt, written [NAME] in its text.
type Input struct {
	Name    string `json:"name"`    // upper case words, such as FIXED BLOCKS
	Example string `json:"example"` // a realistic value, may use the slots
}

// Family is one prompt task: a job that a kind of person hands to an
// assistant. Texts may use slots: {who} and {whos} are the people, one and many;
// {work} is what they do, which takes hours and can be talked about; {need} is a
// page or list of theirs, which one writes into and reads from; {term} is a thing
// of theirs, {tool} one they work with, {setting} where or when they work.
type Family struct {
	ID          string   `json:"id"`
	Group       string   `json:"group"`   // one of Groups
	Domains     []string `json:"domains"` // empty = any
	Themes      []string `json:"themes"`  // needs it can serve, at least one
	Title       string   `json:"title"`
	Job         string   `json:"job"`  // what gets done, one sentence
	When        string   `json:"when"` // when to reach for it
	Inputs      []Input  `json:"inputs"`
	Role        string   `json:"role"`
	Context     string   `json:"context"`
	Task        string   `json:"task"`
	Constraints []string `json:"constraints"`
	Output      string   `json:"output"`
	Check       string   `json:"check"`
	FollowUps   []string `json:"followUps"` // 2
	Quality     []string `json:"quality"`   // 3 lines: how to tell a good answer
	Failure     string   `json:"failure"`   // the common failure and its cure
}
