// What Go's sumdb does not know: cosignatures, and the parts of which an entry of ours is made.
package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/binary"
	"fmt"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// cosigner checks a witness's signatures, C2SP cosignature/v1, which sumdb/note does not know.
type cosigner struct{ name, key string }

func (c cosigner) Name() string { return c.name }
func (c cosigner) KeyHash() uint32 {
	return binary.BigEndian.Uint32(sha([]byte(c.name + "\n\x04" + c.key)))
}
func (c cosigner) Verify(text, sig []byte) bool {
	must(len(sig) == 72, "a cosignature without 72 bytes")
	head := fmt.Sprintf("cosignature/v1\ntime %d\n", binary.BigEndian.Uint64(sig))
	return ed25519.Verify(ed25519.PublicKey(c.key), append([]byte(head), text...), sig[8:])
}

// record makes the leaf record that the parts of an opening make.
func record(data []byte) []byte {
	take := func(count uint32) (taken []byte) {
		taken, data = data[:count], data[count:]
		return taken
	}
	part := func(tag []byte) []byte {
		form := take(1)[0]
		must(form < 2, "a part that is neither open nor covered")
		if form == 0 {
			return take(32)
		}
		head := take(36)
		body := append(append(append([]byte("switchboard/part/v1\x00"), tag...), head...), take(binary.BigEndian.Uint32(head[32:]))...)
		return sha(body)
	}
	must(take(1)[0] == 1, "another version of an opening")
	place, count := part([]byte{0, 100}), take(2)
	act, before := append([]byte("switchboard/act/v1\x00"), count...), -1
	for n := binary.BigEndian.Uint16(count); n > 0; n-- {
		tag := take(2)
		kind := int(binary.BigEndian.Uint16(tag))
		must(kind > before && kind != 100 && kind != 101, "parts out of order")
		act, before = append(append(act, tag...), part(tag)...), kind
	}
	count = take(2)
	entry := append(append(append([]byte("switchboard/entry/v1\x00"), place...), sha(act)...), count...)
	for n := binary.BigEndian.Uint16(count); n > 0; n-- {
		entry = append(entry, part([]byte{0, 101})...)
	}
	must(len(data) == 0, "bytes behind the opening")
	return append([]byte{1}, sha(entry)...)
}
func checkProof(file string, keys []note.Verifier) {
	head, signed, _ := bytes.Cut(ok(os.ReadFile(file)), []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	must(lines[0] == "c2sp.org/tlog-proof@v1" && lines[1][:6] == "extra " && lines[2][:6] == "index ", "no such proof")
	tree, proof := readNote(signed, keys), tlog.RecordProof{}
	for _, line := range lines[3:] {
		proof = append(proof, hash(line))
	}
	leaf := tlog.RecordHash(record(b64(lines[1][6:])))
	err := tlog.CheckRecord(proof, tree.N, tree.Hash, number(lines[2][6:]), leaf)
	must(err == nil, "the proof does not lead to the signed root")
}
