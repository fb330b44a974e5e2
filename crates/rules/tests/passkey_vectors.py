"""Makes the vectors of `passkey.vectors` that the specification doesn't have: one passkey each on Ed25519, RSA and P-256,
with the holder known (the specification's own are without, or inside a frame, or attested).

    python3 passkey_vectors.py >> passkey.vectors     # needs the package `cryptography`

Written against the specification, not against the program: it shares no code with it. Keys are drawn anew, so a run
replaces the section below the line "made by passkey_vectors.py".
"""

import base64
import hashlib
import json
import os
import struct

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SITE = hashlib.sha256(b"example.org").digest()
BYTES, TEXT, MAP = 2, 3, 5


def head(kind, number):
    kind <<= 5
    if number < 24:
        return bytes([kind | number])
    if number < 0x100:
        return bytes([kind | 24, number])
    return bytes([kind | 25]) + struct.pack(">H", number)


def integer(number):
    return head(0, number) if number >= 0 else head(1, -1 - number)


def cose(pairs):
    out = head(MAP, len(pairs))
    for label, value in pairs:
        out += integer(label)
        out += integer(value) if isinstance(value, int) else head(BYTES, len(value)) + value
    return out


def client(purpose, challenge):
    text = base64.urlsafe_b64encode(challenge).rstrip(b"=").decode()
    said = {"type": purpose, "challenge": text, "origin": "https://example.org", "crossOrigin": False}
    return json.dumps(said, separators=(",", ":")).encode()


def vector(name, pairs, sign):
    credential, model = os.urandom(32), os.urandom(16)
    challenges = os.urandom(32), os.urandom(32)
    key = cose(pairs)
    made = SITE + b"\x45" + struct.pack(">I", 0) + model + struct.pack(">H", 32) + credential + key
    attestation = head(MAP, 3)
    attestation += head(TEXT, 3) + b"fmt" + head(TEXT, 4) + b"none"
    attestation += head(TEXT, 7) + b"attStmt" + head(MAP, 0)
    attestation += head(TEXT, 8) + b"authData" + head(BYTES, len(made)) + made
    shown = SITE + b"\x05" + struct.pack(">I", 7)
    get = client("webauthn.get", challenges[1])
    lines = {
        "credential": credential,
        "create_challenge": challenges[0],
        "create_client": client("webauthn.create", challenges[0]),
        "attestation": attestation,
        "get_challenge": challenges[1],
        "get_client": get,
        "get_data": shown,
        "signature": sign(shown + hashlib.sha256(get).digest()),
    }
    print(f"\n[{name}]")
    for label, value in lines.items():
        print(f"{label} = {value.hex()}")


def whole(number):
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def main():
    point = ec.generate_private_key(ec.SECP256R1())
    at = point.public_key().public_numbers()
    xy = [(-2, at.x.to_bytes(32, "big")), (-3, at.y.to_bytes(32, "big"))]
    vector("made-es256", [(1, 2), (3, -7), (-1, 1), *xy], lambda m: point.sign(m, ec.ECDSA(hashes.SHA256())))
    edwards = ed25519.Ed25519PrivateKey.generate()
    x = edwards.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    vector("made-eddsa", [(1, 1), (3, -8), (-1, 6), (-2, x)], edwards.sign)
    large = rsa.generate_private_key(65537, 2048)
    n = large.public_key().public_numbers().n
    rs256 = [(1, 3), (3, -257), (-1, whole(n)), (-2, whole(65537))]
    vector("made-rs256", rs256, lambda m: large.sign(m, padding.PKCS1v15(), hashes.SHA256()))


if __name__ == "__main__":
    main()
