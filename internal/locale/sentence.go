package locale

import (
	"encoding/json"
	"fmt"
)

// Sentence is one that products say in English.
type Sentence struct {
	English string `json:"english"`
	One     string `json:"one,omitempty"`     // of a single thing, if it differs by number
	Context string `json:"context,omitempty"` // what it means here
	// Part is the kind of product that alone says it, "" if all do.
	Part string `json:"part,omitempty"`
}

// Of reports whether products of a category say it.
func (s Sentence) Of(category string) bool { return s.Part == "" || s.Part == category }

// Key is what a catalog of messages has it under.
func (s Sentence) Key() string {
	if s.Context != "" {
		return s.Context + "|" + s.English
	}
	return s.English
}

// Sentences lists all that products say beside their items.
func Sentences() ([]Sentence, error) {
	raw, err := data.ReadFile("data/sentences.json")
	if err != nil {
		return nil, fmt.Errorf("read the sentences: %w", err)
	}
	var all []Sentence
	if err := json.Unmarshal(raw, &all); err != nil {
		return nil, fmt.Errorf("read the sentences: %w", err)
	}
	return all, nil
}
