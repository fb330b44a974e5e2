#!/usr/bin/env python3
"""Makes the golden vectors again, out of docs/log-format.md and nothing of the Rust code.

    python3 make.py

writes the *.txt beside it. They must come out as they are checked in: entry v1 never changes. Ed25519 is
written out here after RFC 8032, section 5.1, so that the standard library suffices; it is slow and not safe
against timing, and signs only with the published key of that RFC's first test.
"""
import base64
import hashlib
import hmac
import os

HERE = os.path.dirname(os.path.abspath(__file__))


def sha(*pieces):
    return hashlib.sha256(b"".join(pieces)).digest()


def u16(n):
    return n.to_bytes(2, "big")


def u32(n):
    return n.to_bytes(4, "big")


def u64(n):
    return n.to_bytes(8, "big")


def prefixed(data):
    return u32(len(data)) + data


# Entries

TIME, ACCOUNT, SESSION, KIND, PURPOSE, CAMPAIGN, BANK, FIELDS, LICENCE, DETAIL = range(1, 11)
PLACE, SUBJECT = 100, 101


def salt(secret, tag):
    return hmac.new(secret, b"switchboard/salt/v1" + u16(tag), hashlib.sha256).digest()


def commitment(tag, salt, data):
    return sha(b"switchboard/part/v1\0", u16(tag), salt, u32(len(data)), data)


def act_root(commitments):
    body = b"".join(u16(tag) + value for tag, value in sorted(commitments.items()))
    return sha(b"switchboard/act/v1\0", u16(len(commitments)), body)


def leaf_record(place, root, subjects):
    return b"\x01" + sha(b"switchboard/entry/v1\0", place, root, u16(len(subjects)), *subjects)


def leaf_hash(data):
    return sha(b"\0", data)


def node_hash(left, right):
    return sha(b"\1", left, right)


def subject(member, card, fields):
    return member + prefixed(card) + prefixed(fields)


def covered(value):
    return b"\0" + value


def opened(salt, data):
    return b"\1" + salt + prefixed(data)


def entry(parts, secret, place, place_salt, subjects, shown):
    """All lines of one entry; `shown` names the act's open tags, place and the first subject are open."""
    lines = [("act", b"".join(u16(tag) + prefixed(parts[tag]) for tag in sorted(parts))), ("act_secret", secret)]
    salts = {tag: salt(secret, tag) for tag in parts}
    commitments = {tag: commitment(tag, salts[tag], parts[tag]) for tag in parts}
    for tag in sorted(parts):
        lines += [(f"salt_{tag}", salts[tag]), (f"commitment_{tag}", commitments[tag])]
    root = act_root(commitments)
    lines += [("act_root", root), ("place", place), ("place_salt", place_salt)]
    place_commitment = commitment(PLACE, place_salt, place)
    lines += [("place_commitment", place_commitment)]
    subject_commitments = []
    for n, (data, own_salt) in enumerate(subjects, 1):
        value = commitment(SUBJECT, own_salt, data)
        subject_commitments.append(value)
        lines += [(f"subject_{n}", data), (f"subject_{n}_salt", own_salt), (f"subject_{n}_commitment", value)]
    record = leaf_record(place_commitment, root, subject_commitments)
    opening = b"\1" + opened(place_salt, place) + u16(len(parts))
    for tag in sorted(parts):
        opening += u16(tag) + (opened(salts[tag], parts[tag]) if tag in shown else covered(commitments[tag]))
    opening += u16(len(subjects))
    for n, (data, own_salt) in enumerate(subjects):
        opening += opened(own_salt, data) if n == 0 else covered(subject_commitments[n])
    return lines + [("leaf_record", record), ("leaf_hash", leaf_hash(record)), ("opening", opening)]


def fill(first, count=16):
    return bytes((first + n) % 256 for n in range(count))


def card_dealt():
    parts = {
        TIME: u64(1_795_000_000_123), ACCOUNT: fill(0x10), SESSION: b"code", KIND: u16(401),
        PURPOSE: b"dial members for the campaign", CAMPAIGN: fill(0x20), BANK: fill(0x30),
        FIELDS: b"title,family_name,branch", LICENCE: b"", DETAIL: b"",
    }
    subjects = [
        (subject(fill(0x40), fill(0x50), b"title,family_name,branch"), fill(0x60, 32)),
        (subject(fill(0x41), b"", "branch,größe".encode()), fill(0x80, 32)),
    ]
    place = u64(2) + fill(0xC0, 32)
    return entry(parts, fill(0x00, 32), place, fill(0xA0, 32), subjects, {TIME, KIND, FIELDS})


def bare():
    parts = {
        TIME: (-1).to_bytes(8, "big", signed=True), ACCOUNT: bytes(16), SESSION: b"", KIND: u16(65535),
        PURPOSE: b"", CAMPAIGN: b"", BANK: b"", FIELDS: b"", LICENCE: fill(0x70), DETAIL: b"\x00\xff",
    }
    place = u64(1) + bytes(32)
    return entry(parts, fill(0xFF, 32), place, fill(0x01, 32), [], set(parts))


# The tree

def largest_power_below(count):
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def root(leaves):
    if not leaves:
        return sha()
    if len(leaves) == 1:
        return leaves[0]
    k = largest_power_below(len(leaves))
    return node_hash(root(leaves[:k]), root(leaves[k:]))


def inclusion(m, leaves):
    if len(leaves) == 1:
        return []
    k = largest_power_below(len(leaves))
    if m < k:
        return inclusion(m, leaves[:k]) + [root(leaves[k:])]
    return inclusion(m - k, leaves[k:]) + [root(leaves[:k])]


def consistency(m, leaves, whole=True):
    if m == len(leaves):
        return [] if whole else [root(leaves)]
    k = largest_power_below(len(leaves))
    if m <= k:
        return consistency(m, leaves[:k], whole) + [root(leaves[k:])]
    return consistency(m - k, leaves[k:], False) + [root(leaves[:k])]


def tree_lines():
    leaves = [leaf_hash(bytes([n])) for n in range(8)]
    lines = [(f"root_{size}", root(leaves[:size])) for size in range(9)]
    lines += [(f"inclusion_{m}_of_7", b"".join(inclusion(m, leaves[:7]))) for m in range(7)]
    lines += [(f"consistency_{m}_to_7", b"".join(consistency(m, leaves[:7]))) for m in range(1, 8)]
    rows = [(fill(0x10), 2, leaves[1]), (fill(0x20), 1, leaves[0]), (fill(0x30), 9, leaves[5])]
    heads = [leaf_hash(b"switchboard/head/v1\0" + a + u64(n) + h) for a, n, h in rows]
    link = sha(b"switchboard/resumed/v1\0", u64(3), u64(7), root(leaves[:7]))
    return lines + [("heads_root", root(heads)), ("resumed_link", link)]


# Notes: Ed25519 after RFC 8032

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
BY = 4 * pow(5, P - 2, P) % P


def x_of(y, odd):
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    return P - x if x % 2 != odd else x


def add(a, b):
    (x1, y1), (x2, y2) = a, b
    t = D * x1 * x2 * y1 * y2
    return ((x1 * y2 + x2 * y1) * pow(1 + t, P - 2, P) % P, (y1 * y2 + x1 * x2) * pow(1 - t, P - 2, P) % P)


def times(n, point=(x_of(BY, 0), BY)):
    total = (0, 1)
    while n:
        if n & 1:
            total = add(total, point)
        point, n = add(point, point), n >> 1
    return (total[1] | (total[0] & 1) << 255).to_bytes(32, "little")


def sign(seed, text):
    digest = hashlib.sha512(seed).digest()
    scalar = int.from_bytes(digest[:32], "little") & ((1 << 254) - 8) | (1 << 254)
    public = times(scalar)
    r = int.from_bytes(hashlib.sha512(digest[32:] + text).digest(), "little") % L
    point = times(r)
    k = int.from_bytes(hashlib.sha512(point + public + text).digest(), "little") % L
    return public, point + ((r + k * scalar) % L).to_bytes(32, "little")


def b64(data):
    return base64.b64encode(data).decode()


LOG_SEED = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
WITNESS_SEED = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")


def vkey_and_id(name, kind, public):
    key_id = sha(name.encode(), b"\n", bytes([kind]), public)[:4]
    return f"{name}+{key_id.hex()}+{b64(bytes([kind]) + public)}", key_id


def signed(name, text):
    public, signature = sign(LOG_SEED, text.encode())
    vkey, key_id = vkey_and_id(name, 1, public)
    return vkey, f"{text}\n— {name} {b64(key_id + signature)}\n"


def note_lines():
    name = "log.example.org/demo"
    leaves = [leaf_hash(bytes([n])) for n in range(7)]
    text = f"{name}\n7\n{b64(root(leaves))}\n"
    vkey, note = signed(name, text)
    return [("seed", LOG_SEED), ("vkey", vkey.encode()), ("body", text.encode()), ("note", note.encode())]


def witness_lines():
    name, time = "witness.example.org/w1", 1_795_000_000
    leaves = [leaf_hash(bytes([n])) for n in range(7)]
    text = f"log.example.org/demo\n7\n{b64(root(leaves))}\n"
    _, note = signed("log.example.org/demo", text)
    message = f"cosignature/v1\ntime {time}\n{text}".encode()
    public, signature = sign(WITNESS_SEED, message)
    vkey, key_id = vkey_and_id(name, 4, public)
    answer = f"— {name} {b64(key_id + u64(time) + signature)}\n"
    lines = "".join(b64(one) + "\n" for one in consistency(3, leaves))
    request = f"old 3\n{lines}\n{note}"
    path = "".join(b64(one) + "\n" for one in inclusion(2, leaves))
    extra = b64(b"\x00opening")
    proof = f"c2sp.org/tlog-proof@v1\nextra {extra}\nindex 2\n{path}\n{note}{answer}"
    return [("seed", WITNESS_SEED), ("vkey", vkey.encode()), ("message", message), ("request", request.encode()),
            ("answer", answer.encode()), ("cosigned", (note + answer).encode()), ("proof", proof.encode())]


# An exhibit

def in_json(value):
    """Written the one way: keys in their order, and nothing that could end a page's script element."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        known = {'"': '\\"', "\\": "\\\\", "\n": "\\n"}
        hard = lambda c: c < " " or c in "<>&\x7f\u2028\u2029"
        return '"' + "".join(known.get(c) or (f"\\u{ord(c):04x}" if hard(c) else c) for c in value) + '"'
    if isinstance(value, list):
        return "[" + ",".join(in_json(one) for one in value) + "]"
    return "{" + ",".join(f"{in_json(key)}:{in_json(one)}" for key, one in value.items()) + "}"


def hashes(proof):
    return [b64(one) for one in proof]


def cosigned(leaves, time):
    """The log's key, a witness's, and the checkpoint of these leaves that both signed."""
    name, witness = "log.example.org/demo", "witness.example.org/w1"
    text = f"{name}\n{len(leaves)}\n{b64(root(leaves))}\n"
    vkey, note = signed(name, text)
    public, signature = sign(WITNESS_SEED, f"cosignature/v1\ntime {time}\n{text}".encode())
    wkey, key_id = vkey_and_id(witness, 4, public)
    return vkey, wkey, f"{note}— {witness} {b64(key_id + u64(time) + signature)}\n"


def exhibit_lines():
    """A look at one member, third of five entries; the first stands beside; two checkpoints, a witness."""
    card, first = dict(card_dealt()), dict(bare())
    leaves = [leaf_hash(bytes([n])) for n in range(5)]
    leaves[0], leaves[2] = first["leaf_hash"], card["leaf_hash"]
    vkey, wkey, newer = cosigned(leaves, 1_795_000_060)
    _, _, older = cosigned(leaves[:2], 1_794_999_940)
    entries = [
        {"index": 0, "beside": True, "opening": b64(first["opening"]), "proof": hashes(inclusion(0, leaves)), "members": []},
        {"index": 2, "beside": False, "opening": b64(card["opening"]), "proof": hashes(inclusion(2, leaves)),
         "members": [1, 2]},
    ]
    exhibit = {
        "format": "switchboard/exhibit/v1",
        "about": {"what": "member", "id": fill(0x40).hex(), "from": 1_795_000_000_000, "until": 1_795_000_001_000},
        "part": {"first": 2, "next": 4},
        "log": vkey, "witnesses": [wkey], "checkpoint": newer,
        "before": {"checkpoint": older, "proof": hashes(consistency(2, leaves))},
        "members": [fill(0x40).hex(), None], "entries": entries, "heads": [],
        "names": {fill(0x10).hex(): "Caller \u201c12\u201d <b>&</b> \\ \u2028", "401": "A number was shown"},
    }
    return [("newer", newer.encode()), ("older", older.encode()), ("exhibit", in_json(exhibit).encode())]


def account_lines():
    """All of an account's acts between two heads: entry 2 is from before the span, 7 is newer than the last pin."""
    caller, system, start = fill(0x10), bytes(16), 1_795_000_000_000
    leaves, entries, heads, chains, rows = [], [], [], {}, {}

    def log(account, ms, kind, detail, shown):
        number, previous = chains.get(account, (0, bytes(32)))
        parts = {TIME: u64(start + ms), ACCOUNT: account, SESSION: b"code", KIND: u16(kind), PURPOSE: b"", CAMPAIGN: b"",
                 BANK: b"", FIELDS: b"", LICENCE: b"", DETAIL: detail}
        index, place = len(leaves), u64(number + 1) + previous
        made = dict(entry(parts, sha(b"secret", u64(index)), place, sha(b"place", u64(index)), [], shown))
        leaves.append(made["leaf_hash"])
        chains[account] = (number + 1, made["leaf_hash"])
        entries.append((index, made["opening"], kind == 401 and ms >= 0))

    def call(ms):
        log(caller, ms, 401, b"", {TIME, ACCOUNT, KIND} if ms >= 0 else {TIME, ACCOUNT})

    def pin(ms):
        known = sorted(chains.items())
        tree = [leaf_hash(b"switchboard/head/v1\0" + a + u64(n) + h) for a, (n, h) in known]
        at = [a for a, _ in known].index(caller)
        number, head = chains[caller]
        heads.append({"entry": len(leaves), "number": number, "head": b64(head), "row": at, "rows": len(tree),
                      "path": hashes(inclusion(at, tree))})
        detail = f"size={len(leaves)} rows={len(tree)} root={root(tree).hex()}".encode()
        log(system, ms, 610, detail, {TIME, ACCOUNT, KIND, DETAIL})

    call(-20_000)
    pin(-15_000)
    for ms in (-5_000, 1_000, 2_000):
        call(ms)
    pin(10_000)
    leaves.append(leaf_hash(b"of somebody else"))
    call(3_000)
    vkey, wkey, newer = cosigned(leaves, 1_795_000_060)
    _, _, older = cosigned(leaves[:3], 1_794_999_999)
    shown = [{"index": index, "beside": not is_about, "opening": b64(opening), "proof": hashes(inclusion(index, leaves)),
              "members": []} for index, opening, is_about in entries if index > 0]
    exhibit = {
        "format": "switchboard/exhibit/v1",
        "about": {"what": "account", "id": caller.hex(), "from": start, "until": start + 5_000},
        "part": {"first": 0, "next": None}, "log": vkey, "witnesses": [wkey], "checkpoint": newer,
        "before": {"checkpoint": older, "proof": hashes(consistency(3, leaves))},
        "members": [], "entries": shown, "heads": heads, "names": {},
    }
    return [("exhibit", in_json(exhibit).encode())]


def write(name, title, lines):
    with open(os.path.join(HERE, name), "w", encoding="ascii", newline="\n") as out:
        out.write(f"# {title}\n# Made by make.py. Each line: name = bytes in hexadecimal.\n")
        for key, value in lines:
            out.write(f"{key} = {value.hex()}\n".replace("= \n", "=\n"))


if __name__ == "__main__":
    write("entry_v1_card.txt", "An entry of two subjects; open: time, kind, fields, place, first subject.", card_dealt())
    write("entry_v1_bare.txt", "An account's first entry, without subjects, all open; extreme values.", bare())
    write("tree.txt", "Leaves are leaf_hash of one byte each, 0 to 7. Proofs are hashes end to end.", tree_lines())
    write("checkpoint.txt", "A checkpoint signed with the key of RFC 8032's first test.", note_lines())
    write("witness.txt", "A witness cosigns that checkpoint, with the key of RFC 8032's second test.", witness_lines())
    write("exhibit.txt", "A look at a member, opened in part, with two cosigned checkpoints (section 9).", exhibit_lines())
    write("exhibit_account.txt", "An account's acts between two heads, all of them (sections 3 and 9).", account_lines())
