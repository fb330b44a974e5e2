"""A real mail server for the tests (aiosmtpd): STARTTLS, a sign-in, and recipients whose fate their names tell.

    server.py CERTIFICATE KEY DIRECTORY

It prints its port, then keeps each letter it takes as a file in DIRECTORY: the envelope in JSON, a blank line, the letter.

    gone@…        550 5.1.1 to the address          full@…      452 4.2.2 to the address, always
    later@…       451 4.7.1 at the first try        spam@…      554 5.6.0 to the letter
    killed@…      the line is cut in the midst of the letter, at the first try
    lost@…        the letter is kept and the line is cut before the answer, at the first try
"""

import asyncio
import json
import pathlib
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

USER, PASSWORD = b"switchboard", b"words of the test"


class Handler:
    def __init__(self, folder):
        self.folder = folder
        self.seen = set()
        self.count = 0

    def is_first(self, what):
        new = what not in self.seen
        self.seen.add(what)
        return new

    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "gone":
            return f"550 5.1.1 <{address}> is not known here"
        if name == "full":
            return "452 4.2.2 The mailbox is full"
        if name == "later" and self.is_first(address):
            return "451 4.7.1 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server, session, envelope):
        name = envelope.rcpt_tos[0].split("@")[0]
        if name == "spam":
            return "554 5.6.0 We do not want that"
        if name == "killed" and self.is_first(name):
            server.transport.abort()
            return "250 nobody hears it"
        self.keep(envelope, session)
        if name == "lost" and self.is_first(name):
            server.transport.abort()
        return "250 2.0.0 Kept"

    def keep(self, envelope, session):
        self.count += 1
        head = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "tls": session.ssl is not None,
            "user": session.auth_data.decode() if isinstance(session.auth_data, bytes) else "",
        }
        text = json.dumps(head).encode() + b"\n\n" + envelope.content
        part = self.folder / f"{self.count}.part"
        part.write_bytes(text)
        part.rename(self.folder / f"{self.count}.letter")


def sign_in(server, session, envelope, mechanism, data):
    if isinstance(data, LoginPassword) and (data.login, data.password) == (USER, PASSWORD):
        return AuthResult(success=True, auth_data=data.login)
    return AuthResult(success=False, handled=False)


async def main():
    certificate, key, folder = sys.argv[1:]
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    handler = Handler(pathlib.Path(folder))

    def line():
        return SMTP(
            handler,
            hostname="localhost",
            tls_context=context,
            require_starttls=True,
            authenticator=sign_in,
            auth_required=True,
            auth_require_tls=True,
        )

    server = await asyncio.get_running_loop().create_server(line, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main())
