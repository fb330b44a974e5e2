"""Makes `device_key.vectors`: keys of P-256 as WebCrypto exports them, and their signatures as WebCrypto makes them.

    python3 device_key_vectors.py > device_key.vectors     # needs the package `cryptography`

Written against the description in `docs/decisions/0022-a-device-key-and-a-pin.md`, not against the program: it shares no
code with it. Keys are drawn anew, so a run replaces the file.
"""

import base64
import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def vector(name, purpose, origin):
    key = ec.generate_private_key(ec.SECP256R1())
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    challenge = base64.urlsafe_b64encode(os.urandom(56)).rstrip(b"=").decode()
    text = f"switchboard device key v1\n{purpose}\n{origin}\n{challenge}".encode()
    r, s = decode_dss_signature(key.sign(text, ec.ECDSA(hashes.SHA256())))
    signature = r.to_bytes(32, "big") + s.to_bytes(32, "big")
    print(f"\n[{name}]")
    for label, value in [("purpose", purpose), ("origin", origin), ("challenge", challenge)]:
        print(f"{label} = {value}")
    print(f"key = {point.hex()}")
    print(f"signature = {signature.hex()}")


print("# Made by device_key_vectors.py.")
vector("add", "add", "https://calls.example.org")
vector("sign-in", "sign-in", "https://calls.example.org")
vector("with-a-port", "sign-in", "http://localhost:8080")
