package main

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"os"

	"github.com/klauspost/compress/zstd"
	_ "modernc.org/sqlite"

	"github.com/gumgenie/gumgenie/internal/product"
)

func main() {
	db, _ := sql.Open("sqlite", os.Args[1])
	rows, err := db.Query("select " + os.Args[2] + " from revision order by rowid desc limit 1")
	if err != nil {
		panic(err)
	}
	dec, _ := zstd.NewReader(nil)
	unz := func(b []byte) []byte { o, err := dec.DecodeAll(b, nil); if err != nil { return b }; return o }
	for rows.Next() {
		var raw []byte
		rows.Scan(&raw)
		var p product.Product
		if err := json.Unmarshal(unz(raw), &p); err != nil {
			fmt.Println(err, string(raw[:min(100, len(raw))]))
			continue
		}
		fmt.Println(p.Title, p.English, p.Unsaid, len(p.Phrases))
		for k, m := range p.Phrases {
			fmt.Printf("%q: %q\n", k, m.Other)
		}
		for _, s := range p.Sections {
			fmt.Println("#", s.Title, "|", s.Note)
			for _, it := range s.Items {
				if it.Language != "" {
					fmt.Println("   ", it.Kind, it.ID, it.Title)
				}
			}
		}
	}
}
