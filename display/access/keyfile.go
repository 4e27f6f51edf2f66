package access

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ShortKey is the length in characters below which a key can be guessed.
const ShortKey = 16

// KeyFile returns the key in a file. Where there is no file it is made, mode
// 0600, with a new key.
func KeyFile(path string) (string, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		key := NewSecret()
		if err := WriteWhole(path, []byte(key+"\n")); err != nil {
			return "", err
		}
		return key, nil
	}
	if err != nil {
		return "", fmt.Errorf("access: the key file cannot be read: %w", err)
	}
	key, _, _ := strings.Cut(string(text), "-----BEGIN CERTIFICATE-----") // what an agent pins
	key = strings.TrimSpace(key)
	if key == "" || strings.ContainsAny(key, " \t\r\n") {
		return "", fmt.Errorf("access: %s does not hold a key: it must be one word; "+
			"remove the file to have a new one made", path)
	}
	return key, nil
}

// WriteWhole writes a file of mode 0600 so that it is there whole or not at all.
func WriteWhole(path string, text []byte) (err error) {
	temp, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return fmt.Errorf("access: %w", err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(temp.Name())
			err = fmt.Errorf("access: %w", err)
		}
	}()
	_, err = temp.Write(text) // made with mode 0600
	if err = errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}
