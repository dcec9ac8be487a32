package store

import (
	"errors"

	"modernc.org/sqlite"

	"github.com/gumgenie/gumgenie/internal/fault"
)

// The primary result codes of SQLite that people can do something about.
const (
	codePerm     = 3
	codeBusy     = 5
	codeReadOnly = 8
	codeIOErr    = 10
	codeCorrupt  = 11
	codeFull     = 13
	codeCantOpen = 14
	codeNotADB   = 26
)

// explain turns the database's codes into faults; other errors pass unchanged.
func (d *DB) explain(err error) error {
	var se *sqlite.Error
	var f *fault.Fault
	if err == nil || errors.As(err, &f) || !errors.As(err, &se) {
		return err
	}
	switch se.Code() & 0xff {
	case codeFull, codeIOErr:
		return fault.Wrap(err, fault.Full, "The disk is full or cannot be written. Free some room, then try again; nothing that was made is lost.")
	case codeReadOnly, codeCantOpen, codePerm:
		return fault.Wrap(err, fault.Unavailable, "The data folder %s cannot be written. Check its permissions or choose another with --data.", d.dir)
	case codeCorrupt, codeNotADB:
		return fault.Wrap(err, fault.Unavailable, "The database in %s is damaged. Move the folder away and restore a backup with: gumgenie restore FILE --data %s", d.dir, d.dir)
	case codeBusy:
		return fault.Wrap(err, fault.Unavailable, "The database in %s is held by another program. Close it, then try again.", d.dir)
	}
	return err
}
