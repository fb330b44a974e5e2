// Checks a Switchboard log, or proofs of single entries, with Go's own sumdb/tlog and sumdb/note.
//
//	check LOGKEY[,WITNESSKEY…] TARGET…
//
// A folder is a published log, checked whole; a file a `.tlog-proof` with an entry's opening in it. Every witness given must
// have cosigned. Says a line for each target; exit code 1 when one was refused. Debian: golang-golang-x-mod-dev, and
// GO111MODULE=off GOPATH=/usr/share/gocode go build -o check check.go beyond.go
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// must ends the check of one target; main says why.
func must(holds bool, why interface{}) {
	if !holds {
		panic(why)
	}
}
func ok[T any](value T, err error) T {
	must(err == nil, err)
	return value
}
func sha(data []byte) []byte {
	sum := sha256.Sum256(data)
	return sum[:]
}
func b64(text string) []byte {
	data := ok(base64.StdEncoding.DecodeString(text))
	must(base64.StdEncoding.EncodeToString(data) == text, "base64 that is not written the one way")
	return data
}
func number(text string) int64 {
	n := ok(strconv.ParseInt(text, 10, 64))
	must(n >= 0 && strconv.FormatInt(n, 10) == text, "a number that is not written the one way")
	return n
}
func hash(text string) tlog.Hash {
	data := b64(text)
	must(len(data) == 32, "a hash without 32 bytes")
	return *(*tlog.Hash)(data)
}

func readKey(vkey string) note.Verifier {
	words := strings.SplitN(vkey, "+", 3)
	if key := string(b64(words[len(words)-1])); len(key) == 33 && key[0] == 4 {
		made := cosigner{words[0], key[1:]}
		must(fmt.Sprintf("%08x", made.KeyHash()) == words[1], "a key that was changed")
		return made
	}
	return ok(note.NewVerifier(vkey))
}

// readNote answers the tree that the log signed and every given witness cosigned.
func readNote(data []byte, keys []note.Verifier) tlog.Tree {
	read := ok(note.Open(data, note.VerifierList(keys...)))
	lines := strings.Split(read.Text, "\n")
	must(len(read.Sigs) == len(keys), "the log or a witness did not sign")
	must(len(lines) == 4 && lines[0] == keys[0].Name(), "no checkpoint of this log")
	return tlog.Tree{N: number(lines[1]), Hash: hash(lines[2])}
}

// readTile: where Go says tile/8/L/N and tile/8/data/N, C2SP says tile/L/N and tile/entries/N. When only the full file
// is left of a partial one, isMore says so.
func readTile(folder string, tile tlog.Tile) (data []byte, isMore bool) {
	path := strings.NewReplacer("tile/8/data/", "/tile/entries/", "tile/8/", "/tile/").Replace
	data, err := os.ReadFile(folder + path(tile.Path()))
	if isMore = os.IsNotExist(err) && tile.W < 256; isMore {
		tile.W = 256
		data, err = os.ReadFile(folder + path(tile.Path()))
	}
	return ok(data, err), isMore
}
func checkLog(folder string, keys []note.Verifier) {
	tree := readNote(ok(os.ReadFile(folder+"/checkpoint")), keys)
	var stored []tlog.Hash
	hashes := tlog.HashReaderFunc(func(indexes []int64) (found []tlog.Hash, err error) {
		for _, index := range indexes {
			found = append(found, stored[index])
		}
		return found, nil
	})
	for n := int64(0); n < tree.N; {
		tile := tlog.Tile{H: 8, L: -1, N: n / 256, W: 256}
		if tree.N-n < 256 {
			tile.W = int(tree.N - n)
		}
		bundle, isMore := readTile(folder, tile)
		for end := n + int64(tile.W); n < end; n++ {
			length := int(binary.BigEndian.Uint16(bundle)) + 2
			must(length > 2 && (bundle[2] != 1 || length == 35), "a bad entry")
			stored = append(stored, ok(tlog.StoredHashes(n, bundle[2:length], hashes))...)
			bundle = bundle[length:]
		}
		must(len(bundle) == 0 || isMore, "bytes behind the last entry of a bundle")
	}
	must(tree.N == 0 || ok(tlog.TreeHash(tree.N, hashes)) == tree.Hash, "the entries do not make the signed root")
	must(tree.N > 0 || bytes.Equal(sha(nil), tree.Hash[:]), "the root of nothing is another")
	tiles := tlog.NewTiles(8, 0, tree.N)
	for n, tile := range tiles {
		// Older versions list every width that a partial tile had on its way; the last is the one that stands.
		if n+1 < len(tiles) && tiles[n+1].L == tile.L && tiles[n+1].N == tile.N {
			continue
		}
		made := ok(tlog.ReadTileData(tile, hashes))
		found, isMore := readTile(folder, tile)
		must(bytes.Equal(made, found) || isMore && bytes.HasPrefix(found, made), "a tile is not made from the entries")
	}
}

// check answers "" when the target is accepted, else why not; bytes that end too early are a fault of Go's, caught here.
func check(target string, keys []note.Verifier) (why string) {
	defer func() {
		if fault := recover(); fault != nil {
			why = fmt.Sprint(fault)
		}
	}()
	if info := ok(os.Stat(target)); info.IsDir() {
		checkLog(target, keys)
	} else {
		checkProof(target, keys)
	}
	return ""
}
func main() {
	var keys []note.Verifier
	for _, vkey := range strings.Split(os.Args[1], ",") {
		keys = append(keys, readKey(vkey))
	}
	code := 0
	for _, target := range os.Args[2:] {
		if why := check(target, keys); why != "" {
			fmt.Println("refused", target, why)
			code = 1
		} else {
			fmt.Println("accepted", target)
		}
	}
	os.Exit(code)
}
