// Package secret keeps texts that nobody may read: in memory behind a type that
// does not print, at rest sealed with AES-256-GCM.
//
// The key that seals lies beside the database, in a file of its own that is not
// part of a backup, or is given from outside. What was sealed under another key,
// or for another row, does not open.
package secret

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/gumgenie/gumgenie/internal/fault"
)

// KeyName is the name of the key file inside a data folder.
const KeyName = "secret.key"

// Variable names the environment's variable that stands for the key file.
const Variable = "GUMGENIE_SECRET"

const (
	keySize = 32
	idSize  = 8
	format  = 1 // the first byte of what is sealed
)

// Why something does not open; the faults that Open returns wrap them.
var (
	ErrNoKey    = errors.New("there is no key")
	ErrOtherKey = errors.New("it was sealed with another key")
	ErrDamaged  = errors.New("it was changed, or sealed for another row")
)

// Box seals texts and opens them again. It is safe for concurrent use.
type Box struct {
	file  string
	given Text

	mu   sync.Mutex
	aead cipher.AEAD
	id   [idSize]byte // of the key, so that another key is told from damage
}

// New returns the box of a data folder. given is a key from outside in base64,
// "" = the folder's own, which is made when the first text is sealed. Nothing is
// read yet.
func New(dir, given string) *Box {
	return &Box{file: filepath.Join(dir, KeyName), given: Hide(strings.TrimSpace(given))}
}

// Seal returns the text sealed for one row. It makes the key file if there is
// none. It fails with a fault if the key cannot be read or made.
func (b *Box) Seal(row string, t Text) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	err := b.load()
	if errors.Is(err, ErrNoKey) {
		err = b.make()
	}
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, b.aead.NonceSize())
	_, _ = rand.Read(nonce) // never fails
	out := append([]byte{format}, b.id[:]...)
	out = append(out, nonce...)
	return b.aead.Seal(out, nonce, []byte(t.Reveal()), []byte(row)), nil
}

// Open returns the text that was sealed for the row. It fails with a fault of
// kind Unavailable that wraps ErrNoKey, ErrOtherKey or ErrDamaged.
func (b *Box) Open(row string, sealed []byte) (Text, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.load(); err != nil {
		return Text{}, err
	}
	head := 1 + idSize
	if len(sealed) < head+b.aead.NonceSize() || sealed[0] != format {
		return Text{}, damaged(fmt.Errorf("%d bytes of another form: %w", len(sealed), ErrDamaged))
	}
	if [idSize]byte(sealed[1:head]) != b.id {
		if b.given.Given() {
			return Text{}, fault.Wrap(ErrOtherKey, fault.Unavailable, "It was sealed with another %s than the one that is set now. Set the earlier one, or enter it again.", Variable)
		}
		return Text{}, fault.Wrap(ErrOtherKey, fault.Unavailable, "It was sealed with another %s than the one in the data folder now. Put the earlier file back, or enter it again.", KeyName)
	}
	nonce, rest := sealed[head:head+b.aead.NonceSize()], sealed[head+b.aead.NonceSize():]
	plain, err := b.aead.Open(nil, nonce, rest, []byte(row))
	if err != nil {
		return Text{}, damaged(ErrDamaged)
	}
	return Hide(string(plain)), nil
}

func damaged(cause error) error {
	return fault.Wrap(cause, fault.Unavailable, "What was kept of it is damaged. Enter it again.")
}

// load reads the key once. It needs the lock.
func (b *Box) load() error {
	if b.aead != nil {
		return nil
	}
	if b.given.Given() {
		key, ok := decode(b.given.Reveal())
		if !ok {
			return fault.New(fault.Invalid, "%s must be %d bytes in base64. Make one with: openssl rand -base64 %d", Variable, keySize, keySize)
		}
		return b.use(key)
	}
	raw, err := os.ReadFile(b.file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fault.Wrap(ErrNoKey, fault.Unavailable, "The file %s that opens it is missing; it is not part of a backup. Put the file back into the data folder, or enter it again.", KeyName)
	case err != nil:
		return fault.Wrap(err, fault.Unavailable, "The file %s in the data folder cannot be read. Check its permissions.", KeyName)
	}
	key, ok := decode(strings.TrimSpace(string(raw)))
	if !ok {
		return fault.New(fault.Unavailable, "The file %s in the data folder is damaged. Put the earlier file back, or move it away and enter the keys again.", KeyName)
	}
	return b.use(key)
}

func decode(text string) ([]byte, bool) {
	key, err := base64.StdEncoding.DecodeString(text)
	return key, err == nil && len(key) == keySize
}

func (b *Box) use(key []byte) error {
	block, err := aes.NewCipher(key)
	if err != nil {
		return fmt.Errorf("use the key: %w", err)
	}
	if b.aead, err = cipher.NewGCM(block); err != nil {
		return fmt.Errorf("use the key: %w", err)
	}
	sum := sha256.Sum256(append([]byte("gumgenie key id\x00"), key...))
	copy(b.id[:], sum[:])
	return nil
}

// make writes a new key. What is sealed is worth nothing without it, so it is on
// the disk before anything is. It needs the lock.
func (b *Box) make() error {
	key := make([]byte, keySize)
	_, _ = rand.Read(key) // never fails
	if err := b.write(base64.StdEncoding.EncodeToString(key) + "\n"); err != nil {
		return fault.Wrap(err, fault.Unavailable, "The file %s cannot be written into the data folder, so that no key can be kept. Check the folder's permissions and room.", KeyName)
	}
	return b.use(key)
}

func (b *Box) write(text string) error {
	dir := filepath.Dir(b.file)
	f, err := os.CreateTemp(dir, "."+KeyName+"-") // readable by its owner only
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), b.file); err != nil {
		return err
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Exposed reports whether others than the owner may read the key file.
func (b *Box) Exposed() bool {
	info, err := os.Stat(b.file)
	return err == nil && !b.given.Given() && info.Mode().Perm()&0o077 != 0
}
