package main

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/gumgenie/gumgenie/internal/product"
)

func TestProductsAreListedShownSavedAndDeleted(t *testing.T) {
	t.Parallel()
	data, out := t.TempDir(), t.TempDir()
	if s := do(t, "products", "--data", data).ok(); !strings.Contains(s.out, "no products yet") {
		t.Errorf("an empty folder: %q", s.out)
	}
	first, second := made(t, data, mini()...), made(t, data, mini("--palette", "plum")...)
	s := do(t, "products", "list", "--limit", "1", "--data", data).ok()
	if !strings.Contains(s.out, second.ID) || strings.Contains(s.out, first.ID) || !strings.Contains(s.out, "--after "+second.ID) {
		t.Errorf("the first page: %s", s.out)
	}
	s = do(t, "products", "--after", second.ID, "--json", "--data", data).ok()
	var light struct{ ID, Status, Title string }
	if err := json.Unmarshal([]byte(s.out), &light); err != nil || light.ID != first.ID || light.Status != "complete" || light.Title == "" {
		t.Errorf("the second page: %s, %v", s.out, err)
	}
	s = do(t, "products", "save", first.ID, "--out", out, "--data", data).ok()
	folder := strings.TrimSpace(strings.TrimPrefix(s.out, "Folder: "))
	var paths []string
	for _, f := range first.Files {
		paths = append(paths, f.Path)
	}
	slices.Sort(paths)
	if got := listing(t, folder); !slices.Equal(got, paths) {
		t.Errorf("saved %v, want %v", got, paths)
	}
	if s := do(t, "products", "stop", first.ID, "--data", data).ok(); !strings.Contains(s.out, "complete") {
		t.Errorf("stopping what has ended: %q", s.out)
	}
	do(t, "products", "delete", first.ID, "--data", data).ok()
	for _, command := range []string{"show", "save", "stop", "delete"} {
		args := []string{"products", command, first.ID, "--data", data}
		if command == "save" {
			args = append(args, "--out", out)
		}
		do(t, args...).fails(exitInput, "no such product")
	}
	do(t, "products", "show", "../../etc/passwd", "--data", data).fails(exitInput)
	for _, limit := range []string{"--limit=-1", "--limit=0", "--limit=101"} {
		do(t, "products", limit, "--data", data).fails(exitInput, "100")
	}
}

func TestTheProfileIsKeptAndChecked(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 40, 40))); err != nil {
		t.Fatal(err)
	}
	logo := write(t, "logo.png", picture.String())
	read := func(args ...string) (p product.Profile) {
		t.Helper()
		if err := json.Unmarshal([]byte(do(t, append([]string{"profile", "--data", data}, args...)...).ok().out), &p); err != nil {
			t.Fatal(err)
		}
		return p
	}
	read("--name", "Ada & Söhne", "--contact", "ada@example.com", "--site", "https://example.com", "--refund", "30-days", "--licence", "team",
		"--team-size", "7", "--currency", "EUR", "--paper", "letter", "--week-start", "sunday", "--language", "en", "--logo", logo)
	p := read()
	if p.Name != "Ada & Söhne" || p.Contact != "ada@example.com" || p.Refund != "30-days" || p.Licence != "team" || p.TeamSize != 7 || p.Currency != "EUR" ||
		p.Paper != "letter" || p.WeekStart != "sunday" || !bytes.Equal(p.Logo, picture.Bytes()) {
		t.Errorf("got %+v", p)
	}
	if made := made(t, data, mini()...); made.Request.Currency != "EUR" || made.Request.Paper != "letter" {
		t.Errorf("a product has %s and %s, want what the seller set", made.Request.Currency, made.Request.Paper)
	}
	if q := read("--name", "", "--logo", ""); q.Name != "" || len(q.Logo) != 0 || q.Contact != p.Contact {
		t.Errorf("taken away: got %+v", q)
	}
	for name, args := range map[string][]string{
		"refund": {"--refund", "never"}, "licence": {"--licence", "x"}, "size": {"--team-size", "-3"}, "currency": {"--currency", "GUM"}, "paper": {"--paper", "a0"},
		"week": {"--week-start", "friday"}, "language": {"--language", "??"}, "control": {"--name", "a\x07b"}, "long": {"--name", strings.Repeat("x", 100_000)},
		"no logo": {"--logo", "nowhere.png"}, "no picture": {"--logo", write(t, "x.png", "text")}, "empty logo": {"--logo", write(t, "y.png", "")},
		"endless logo": {"--logo", "/dev/zero"}, "large logo": {"--logo", write(t, "z.png", picture.String()+strings.Repeat("x", 700_000))},
	} {
		t.Run(name, func(t *testing.T) {
			do(t, append([]string{"profile", "--data", data}, args...)...).fails(exitInput)
		})
	}
	if q := read(); q.Contact != p.Contact || q.Refund != p.Refund {
		t.Errorf("a refused change was kept: %+v", q)
	}
}

// files reads what a folder serves of a product, by path.
func files(t *testing.T, data string, p product.Product) map[string]string {
	t.Helper()
	out := t.TempDir()
	s := do(t, "products", "save", p.ID, "--out", out, "--data", data).ok()
	folder := strings.TrimSpace(strings.TrimPrefix(s.out, "Folder: "))
	all := map[string]string{}
	for _, path := range listing(t, folder) {
		raw, err := os.ReadFile(filepath.Join(folder, path))
		if err != nil {
			t.Fatal(err)
		}
		all[path] = string(raw)
	}
	return all
}

func TestABackupRestoresToAFolderThatServesTheSame(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	p := made(t, data, mini()...)
	want := files(t, data, p)
	dir := t.TempDir()
	offline, online := filepath.Join(dir, "offline.tar"), filepath.Join(dir, "online.tar")
	do(t, "backup", offline, "--data", data).ok()

	_, end := serving(t, data)
	busy := make(chan said, 1)
	go func() {
		busy <- do(t, "generate", nurses, "--category", "digital-planners", "--tier", "starter", "--data", data, "--out", t.TempDir())
	}()
	do(t, "backup", online, "--data", data).ok()
	piped := do(t, "backup", "-", "--data", data).ok()
	(<-busy).ok()
	end().ok()

	for name, from := range map[string]struct{ file, in string }{"offline": {offline, ""}, "online": {online, ""}, "piped": {"-", piped.out}} {
		to := filepath.Join(dir, "restored #"+name)
		s := typed(t, from.in, "restore", from.file, "--data", to).ok()
		if !strings.Contains(s.out, to) {
			t.Errorf("%s: got %q", name, s.out)
		}
		if got := files(t, to, p); !maps.Equal(got, want) {
			t.Errorf("%s: %d files are served, want the same %d", name, len(got), len(want))
		}
		do(t, "restore", offline, "--data", to).fails(exitFailed, "not empty")
	}
	do(t, "backup", offline, "--data", data).fails(exitInput, "there already")
	do(t, "backup", filepath.Join(dir, "no", "where.tar"), "--data", data).fails(exitInput, "cannot be written")
	do(t, "restore", filepath.Join(dir, "nowhere.tar"), "--data", filepath.Join(dir, "x")).fails(exitInput, "cannot be read")
	do(t, "restore", write(t, "a.tar", "no tar"), "--data", filepath.Join(dir, "x")).fails(exitInput, "no backup")
	typed(t, piped.out[:len(piped.out)/2], "restore", "-", "--data", filepath.Join(dir, "x")).fails(exitInput, "damaged")
	if left := listing(t, dir); slices.ContainsFunc(left, func(f string) bool { return strings.HasPrefix(f, ".") || strings.HasPrefix(f, "x/") }) {
		t.Errorf("left behind: %v", left)
	}
}

func TestABadDataFolderIsOneSentence(t *testing.T) {
	t.Parallel()
	garbage := strings.Repeat("garbage!", 20_000)
	file := write(t, "file", "x")
	corrupt, locked := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(corrupt, "gumgenie.db"), []byte(garbage), 0o600); err != nil {
		t.Fatal(err)
	}
	lock, err := os.Create(filepath.Join(locked, "lock"))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		t.Fatal(err)
	}
	defer lock.Close()
	for name, tc := range map[string]struct{ data, word string }{
		"a file":       {file, "--data"},
		"in a file":    {filepath.Join(file, "x"), "--data"},
		"not writable": {"/proc/data", "--data"},
		"corrupt":      {corrupt, "damaged"},
		"locked":       {locked, "in use"},
	} {
		for _, args := range [][]string{append([]string{"generate", "--out", t.TempDir()}, mini()...), {"products"}, {"profile"}, {"serve", "--addr", "127.0.0.1:0"}, {"backup", filepath.Join(t.TempDir(), "b.tar")}} {
			t.Run(name+"/"+args[0], func(t *testing.T) {
				do(t, append(args, "--data", tc.data)...).fails(exitFailed, tc.word)
			})
		}
	}
	if raw, err := os.ReadFile(filepath.Join(corrupt, "gumgenie.db")); err != nil || string(raw) != garbage {
		t.Error("the damaged database was changed")
	}
}

// TestADiskThatFillsUp works on small disks of their own. Where none may be
// mounted it takes a folder that the kernel keeps closed, and says so.
func TestADiskThatFillsUp(t *testing.T) {
	t.Parallel()
	data, mounted := disk(t, "size=64m")
	if !mounted {
		t.Log("no small disk may be mounted here: only a folder that takes no files is tried")
		do(t, append([]string{"generate", "--data", t.TempDir(), "--out", "/proc/out"}, mini()...)...).fails(exitInput, "--out")
		do(t, append([]string{"generate", "--data", "/proc/data", "--out", t.TempDir()}, mini()...)...).fails(exitFailed, "--data")
		return
	}
	do(t, append([]string{"generate", "--data", data, "--out", t.TempDir()}, mini()...)...).fails(exitFailed, "MB free")
	do(t, "products", "--data", data).ok() // reading stays possible

	out, _ := disk(t, "size=256k") // a third of what a mini planner weighs
	kept := t.TempDir()
	s := do(t, append([]string{"generate", "--data", kept, "--out", out}, mini()...)...)
	s.fails(exitFailed, "disk may be full")
	_, id, _ := strings.Cut(s.err, "gumgenie products save ")
	id, _, _ = strings.Cut(id, " ")
	do(t, "products", "save", id, "--out", t.TempDir(), "--data", kept).ok() // as it was told
	do(t, "backup", filepath.Join(out, "b.tar"), "--data", kept).fails(exitFailed, "disk may be full")

	ballast := filepath.Join(data, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 64<<20), 0o600); err == nil {
		t.Fatal("the disk takes more than it has")
	}
	do(t, "profile", "--name", "Ada", "--data", data).fails(exitFailed, "full")
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	do(t, "profile", "--name", "Ada", "--data", data).ok()

	if err := syscall.Mount("", data, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
		t.Fatalf("make it read-only: %v", err)
	}
	do(t, "products", "--data", data).fails(exitFailed, "--data")
	do(t, append([]string{"generate", "--data", t.TempDir(), "--out", filepath.Join(data, "out")}, mini()...)...).fails(exitInput, "--out")
}

// disk mounts a small disk for one test, if that is allowed here.
func disk(t *testing.T, size string) (dir string, mounted bool) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, size); err != nil {
		return "", false
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, syscall.MNT_DETACH); err != nil {
			t.Errorf("unmount: %v", err)
		}
	})
	return dir, true
}
