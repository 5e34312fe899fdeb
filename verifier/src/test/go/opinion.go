// Command opinion judges notes and proofs with the code of Go's checksum database: one question a line, one answer
// a line. Fields are parted by tabs, notes are in base64. The answer is "holds" or "refused: " and a reason.
package main

import (
	"bufio"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	questions := bufio.NewScanner(os.Stdin)
	questions.Buffer(make([]byte, 1<<20), 1<<20)
	answers := bufio.NewWriter(os.Stdout)
	defer answers.Flush()
	for questions.Scan() {
		if err := judge(strings.Split(questions.Text(), "\t")); err != nil {
			fmt.Fprintf(answers, "refused: %q\n", err.Error())
		} else {
			fmt.Fprintln(answers, "holds")
		}
	}
}

func judge(question []string) error {
	switch {
	case question[0] == "note" && len(question) == 3:
		return checkpoint(question[1], question[2])
	case question[0] == "inclusion" && len(question) == 6:
		return inclusion(question[1:])
	case question[0] == "consistency" && len(question) == 6:
		return consistency(question[1:])
	}
	return errors.New("not a question")
}

// checkpoint opens a signed note with one key and reads its text as Go reads a signed tree.
func checkpoint(key, message string) error {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return err
	}
	bytes, err := base64.StdEncoding.DecodeString(message)
	if err != nil {
		return err
	}
	opened, err := note.Open(bytes, note.VerifierList(verifier))
	if err != nil {
		return err
	}
	// ParseTree knows one origin only, that of Go's own database.
	_, rest, found := strings.Cut(opened.Text, "\n")
	if !found || !strings.HasPrefix(opened.Text, verifier.Name()+"\n") {
		return errors.New("another origin than the key's")
	}
	_, err = tlog.ParseTree([]byte("go.sum database tree\n" + rest))
	return err
}

// inclusion is asked with index, size, leaf, root and the hashes.
func inclusion(q []string) error {
	index, size, err := numbers(q[0], q[1])
	if err != nil {
		return err
	}
	hashes, err := parse(q[2] + "," + q[3] + "," + q[4])
	if err != nil {
		return err
	}
	return tlog.CheckRecord(hashes[2:], size, hashes[1], index, hashes[0])
}

// consistency is asked with both sizes, both roots and the hashes.
func consistency(q []string) error {
	first, second, err := numbers(q[0], q[1])
	if err != nil {
		return err
	}
	hashes, err := parse(q[2] + "," + q[3] + "," + q[4])
	if err != nil {
		return err
	}
	return tlog.CheckTree(hashes[2:], second, hashes[1], first, hashes[0])
}

func numbers(one, other string) (int64, int64, error) {
	first, err := strconv.ParseInt(one, 10, 64)
	if err != nil {
		return 0, 0, err
	}
	second, err := strconv.ParseInt(other, 10, 64)
	return first, second, err
}

func parse(list string) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, each := range strings.Split(strings.TrimSuffix(list, ","), ",") {
		hash, err := tlog.ParseHash(each)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}
