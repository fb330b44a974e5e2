#!/usr/bin/env python3
"""Checks a Switchboard log, or proofs of single entries. Written from docs/log-format.md alone.

    python3 check.py LOGKEY[,WITNESSKEY…] TARGET…

A folder is a published log, checked whole; a file is a `.tlog-proof` with an entry's opening in it. Every witness
whose key is given must have cosigned. Needs the package `cryptography` and no network. Says a line for each target;
exit code 1 when one was refused.
"""
import base64
import hashlib
import os
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

SIZES = {1: (8,), 2: (16,), 4: (2,), 6: (0, 16), 7: (0, 16), 9: (0, 16), 100: (40,)}  # of parts, by tag

def must(holds, why):
    if not holds:
        raise ValueError(why)
def sha(*pieces):
    return hashlib.sha256(b"".join(pieces)).digest()
def b64(text):
    data = base64.b64decode(text, validate=True)
    must(base64.b64encode(data).decode() == text, "base64 that is not written the one way")
    return data
def number(text):
    must(text.isascii() and text.isdigit() and str(int(text)) == text, "a number that is not written the one way")
    return int(text)
def read_key(vkey):
    name, key_id, key = vkey.split("+", 2)
    key = b64(key)
    must(len(key) == 33 and key[0] in (1, 4) and sha(name.encode(), b"\n", key)[:4].hex() == key_id, "a bad key")
    return name, bytes.fromhex(key_id), key[0] == 4, Ed25519PublicKey.from_public_bytes(key[1:])

def read_note(data, keys):
    """The size and root that the log signed and every given witness cosigned."""
    text, lines = data.decode().rsplit("\n\n", 1)
    text += "\n"
    must(all(c >= " " or c == "\n" for c in text + lines) and lines.endswith("\n"), "no note")
    signed = set()
    for line in lines[:-1].split("\n"):
        dash, signer, signature = line.split(" ")
        signature = b64(signature)
        must(dash == "—" and signer and len(signature) > 4, "a line that is no signature")
        for name, key_id, is_witness, key in keys:
            if (name, key_id) == (signer, signature[:4]):
                time = f"cosignature/v1\ntime {int.from_bytes(signature[4:12], 'big')}\n" if is_witness else ""
                key.verify(signature[12 if is_witness else 4 :], (time + text).encode())
                signed.add((name, key_id))
    must(all(key[:2] in signed for key in keys), "the log or a witness did not sign")
    origin, size, root, end = text.split("\n")
    must(origin == keys[0][0] and end == "" and len(b64(root)) == 32, "no checkpoint of this log")
    return number(size), b64(root)
def root_of(level):
    """The root over hashes of one level, left to right: pairs, and one without a neighbour goes up as it is."""
    while len(level) > 1:
        level = [sha(b"\1", *level[i : i + 2]) if i + 1 < len(level) else level[i] for i in range(0, len(level), 2)]
    return level[0] if level else sha()

def read_slot(folder, name, n, width):
    """A tile or bundle, and whether it may hold more than asked for: a full one in place of a partial one."""
    digits = f"{n:03}".zfill(-(-max(len(str(n)), 3) // 3) * 3)
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    path = os.path.join(folder, "tile", name, *("x" + group for group in groups[:-1]), groups[-1])
    is_more = width < 256 and not os.path.exists(f"{path}.p/{width}")
    with open(path if width == 256 or is_more else f"{path}.p/{width}", "rb") as file:
        return file.read(20_000_000), is_more
def check_log(folder, keys):
    with open(os.path.join(folder, "checkpoint"), "rb") as file:
        size, root = read_note(file.read(1_000_001), keys)
    level = []
    for n in range((size + 255) // 256):
        width, at = min(256, size - n * 256), 0
        bundle, is_more = read_slot(folder, "entries", n, width)
        for _ in range(width):
            end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
            record, at = bundle[at + 2 : end], end
            must(record and end <= len(bundle) and (record[0] != 1 or len(record) == 33), "a bad entry")
            level.append(sha(b"\0", record))
        must(at == len(bundle) or is_more, "bytes behind the last entry of a bundle")
    must(root_of(level) == root, "the entries do not make the signed root")
    for name in range(8):
        for n in range((len(level) + 255) // 256):
            hashes = b"".join(level[n * 256 : (n + 1) * 256])
            tile, is_more = read_slot(folder, str(name), n, len(hashes) // 32)
            must(tile == hashes or (is_more and tile.startswith(hashes)), "a tile is not made from the entries")
        level = [root_of(level[i : i + 256]) for i in range(0, len(level) - 255, 256)]
    return f"{size} entries"
class Opening:
    """Reads an opening from its first byte to its last, and makes the leaf record that its parts make."""
    def __init__(self, data):
        self.data, self.shown = data, 0
        must(self.take(1) == b"\1", "another version of an opening")
        place, acts, before = self.part(100), self.take(2), -1
        act = b""
        for _ in range(int.from_bytes(acts, "big")):
            tag = self.take(2)
            kind = int.from_bytes(tag, "big")
            must(kind > before and kind not in (100, 101), "parts out of order")
            act, before = act + tag + self.part(kind), kind
        act_root = sha(b"switchboard/act/v1\0", acts, act)
        count = self.take(2)
        subjects = [self.part(101) for _ in range(int.from_bytes(count, "big"))]
        must(not self.data, "bytes behind the opening")
        self.record = b"\1" + sha(b"switchboard/entry/v1\0", place, act_root, count, *subjects)

    def take(self, count):
        must(len(self.data) >= count, "an opening that is cut short")
        taken, self.data = self.data[:count], self.data[count:]
        return taken

    def part(self, tag):
        form = self.take(1)
        must(form in (b"\0", b"\1"), "a part that is neither open nor covered")
        if form == b"\0":
            return self.take(32)
        salt, length = self.take(32), self.take(4)
        body = self.take(int.from_bytes(length, "big"))
        must(len(body) in SIZES.get(tag, (len(body),)), "a part without the shape of its kind")
        self.shown += 1
        return sha(b"switchboard/part/v1\0", tag.to_bytes(2, "big"), salt, length, body)
def check_proof(path, keys):
    with open(path, "rb") as file:
        head, note = file.read(7_000_000).split(b"\n\n", 1)
    header, extra, index, *hashes = head.decode().split("\n")
    must(header == "c2sp.org/tlog-proof@v1" and extra[:6] == "extra " and index[:6] == "index ", "no such proof")
    (size, root), opening = read_note(note, keys), Opening(b64(extra[6:]))
    node, last, made = number(index[6:]), size - 1, sha(b"\0", opening.record)
    must(node <= last and len(hashes) < 64, "an index beyond the log")
    for sibling in map(b64, hashes):  # RFC 9162, section 2.1.3.2
        must(last > 0 and len(sibling) == 32, "a proof that is too long")
        is_right = node & 1 or node == last
        made = sha(b"\1", sibling, made) if is_right else sha(b"\1", made, sibling)
        while is_right and not node & 1 and node:
            node, last = node >> 1, last >> 1
        node, last = node >> 1, last >> 1
    must(last == 0 and made == root, "the proof does not lead to the signed root")
    return f"an entry of {size}, {opening.shown} parts open"

keys, refused = [read_key(vkey) for vkey in sys.argv[1].split(",")], False
for target in sys.argv[2:]:
    try:
        print("accepted", target, (check_log if os.path.isdir(target) else check_proof)(target, keys))
    except (ValueError, InvalidSignature, OSError) as why:
        refused = True
        print("refused", target, str(why) or "a signature is not its key's")
sys.exit(refused)
