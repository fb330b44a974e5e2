"""Follows the pages docs/install.md and docs/upgrade.md word for word in a fresh Debian root.

Every block fenced as `sh` is run there as it stands, by root, in the order of the page. What a person does in a browser is a
comment `<!-- test: NAME -->` in the page, and a function `do_NAME` here that walks the same forms.

    walk.py ROOT PAGES   (called by tests/install/run, inside its own network and process namespace)
"""

import base64
import datetime
import hashlib
import hmac
import html
import http.cookiejar
import pathlib
import re
import socket
import sqlite3
import ssl
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import zoneinfo

ROOT = pathlib.Path(sys.argv[1])
PAGES = pathlib.Path(sys.argv[2])
HOST = "phone.example.org"
CODE = re.compile(r"\b[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}\b")
# Of Debian's package libfaketime, in the root.
FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"
PASSWORD = "seven harbour lights at dusk"

# The host's name is this machine: the same in the root by /etc/hosts.
resolve = socket.getaddrinfo
socket.getaddrinfo = lambda host, *rest, **more: resolve("127.0.0.1" if host == HOST else host, *rest, **more)


class Failed(Exception):
    pass


def check(so, what):
    if not so:
        raise Failed(what)


def blocks(page):
    """The page's commands and hooks in order: (line, kind, text)."""
    found, fence, kind = [], None, None
    for number, line in enumerate((PAGES / page).read_text().splitlines(), 1):
        hook = re.match(r"<!-- test: ([a-z-]+) -->$", line)
        if fence is None and line.startswith("```"):
            fence, kind, begin = [], line[3:].strip(), number
        elif fence is not None and line == "```":
            if kind == "sh":
                found.append((begin, "sh", "\n".join(fence)))
            fence = None
        elif fence is not None:
            fence.append(line)
        elif hook:
            found.append((number, "hook", hook.group(1)))
    check(fence is None, f"{page}: a block is not closed")
    return found


def sh(text, where, fails=False):
    """Runs commands in the root; answers what they said."""
    command = ["chroot", str(ROOT), "/usr/bin/env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root",
               "DEBIAN_FRONTEND=noninteractive", *CLOCK, "/bin/bash", "-euo", "pipefail", "-c", f"cd /root\n{text}"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=300)
    if (done.returncode != 0) != fails:
        print(done.stdout)
        for log in sorted((ROOT / "var/log").glob("switchboard*.log")):
            print(f"--- {log.name}\n{log.read_text()[-2000:]}")
        raise Failed(f"{where}: ended with {done.returncode}")
    return done.stdout


class Person:
    """Somebody at a browser without script."""

    def __init__(self):
        context = ssl.create_default_context(cafile=str(ROOT / "root/authority.pem"))
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=context),
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.page, self.url = "", ""

    def open(self, path, body=None):
        url = urllib.parse.urljoin(self.url or f"https://{HOST}/", path)
        headers = {"Sec-Fetch-Site": "same-origin"} if body is not None else {}
        request = urllib.request.Request(url, data=body, headers=headers)
        try:
            answer = self.opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        self.status, self.url = answer.status, answer.geturl()
        self.page = answer.read().decode(errors="replace")
        return self

    def form(self, wanted, **filled):
        """Sends the first form that has the field, or whose action holds the text, with what it holds and `filled`."""
        for form in re.findall(r"<form\b.*?</form>", self.page, re.S):
            action = html.unescape((re.search(r'action="([^"]*)"', form) or [None, ""])[1])
            fields = dict(re.findall(r'<input\b[^>]*?name="([^"]+)"[^>]*?value="([^"]*)"', form))
            names = set(re.findall(r'name="([^"]+)"', form))
            if wanted in names or wanted in action:
                held = {k: html.unescape(v) for k, v in fields.items() if self.is_sent(form, k)}
                held.update(filled)
                return self.open(action or self.url, urllib.parse.urlencode(held).encode())
        raise Failed(f"no form `{wanted}` on {self.url}:\n{text_of(self.page)}")

    @staticmethod
    def is_sent(form, name):
        field = re.search(rf'<input\b[^>]*name="{re.escape(name)}"[^>]*>', form)
        return field is None or 'type="hidden"' in field.group(0) or "checked" in field.group(0)

    def sees(self, pattern, what):
        found = re.search(pattern, self.page, re.S)
        check(found, f"{what}, but {self.url} ({self.status}) says:\n{text_of(self.page)}")
        return found


def text_of(page):
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", page, flags=re.S)))[:1500]


def totp(secret, at=None):
    """RFC 6238, SHA-1, 30 seconds, six digits."""
    key = base64.b32decode(secret.replace(" ", "").upper() + "=" * (-len(secret.replace(" ", "")) % 8))
    mac = hmac.new(key, struct.pack(">Q", int(at or time.time()) // 30), hashlib.sha1).digest()
    part = struct.unpack(">I", mac[mac[-1] & 15:][:4])[0] & 0x7FFFFFFF
    return f"{part % 1_000_000:06}"


def until_daytime():
    """Seconds from now until calls may be made: the rule pack's hours, Monday to Saturday by day in London."""
    now = datetime.datetime.now(zoneinfo.ZoneInfo("Europe/London"))
    at = now
    while not (at.weekday() < 6 and 9 <= at.hour < 20):
        at = (at + datetime.timedelta(hours=1)).replace(minute=0)
    return int((at - now).total_seconds())


# At night the walk's clock is set forward to the next morning, for all that runs in the root and for the people here.
AHEAD = until_daytime()
# Only the clock on the wall: Rust's waits hand the kernel a moment by the other one, and would last as long as that is ahead.
CLOCK = [f"LD_PRELOAD={FAKETIME}", f"FAKETIME=+{AHEAD}s", "FAKETIME_DISABLE_SHM=1",
         "FAKETIME_DONT_FAKE_MONOTONIC=1"] if AHEAD else []
said = ""
people = {}


def digits(secret, later=0):
    return totp(secret, time.time() + AHEAD + later)


def codes(least):
    found = CODE.findall(said)
    check(len(found) >= least, f"{least} codes were to be printed, and {len(found)} were")
    return found


def do_codes():
    people["ada"], people["bea"] = codes(2)[:2]


def sign_in_first(code):
    """From a code to a password, an app and the first page; then out, and in again with all three."""
    person = Person().open("/sign-in").form("code", code=code)
    person.sees('name="again"', "a code leads an officer to choose a password")
    person.form("again", password=PASSWORD, again=PASSWORD)
    groups = person.sees(r'class="groups">(.*?)</p>', "after the password comes the app").group(1)
    secret = "".join(re.findall(r"<code>([A-Z2-7]+)</code>", groups))
    person.form("number", number=digits(secret))
    person.open("/")
    person.sees("/roll/import", "the officer is in")
    return person, secret


def do_first_officer():
    for name, email in [("ada", "ada@example.org"), ("bea", "bea@example.org")]:
        code = people[name]
        person, secret = sign_in_first(code)
        person.form("/sign-out")
        again = Person().open("/sign-in").form("code", code=code)
        check('name="again"' not in again.page, "a code worked twice")
        # The step after: the same six digits are not taken twice.
        person.open("/sign-in/password")
        people[name + "-next"] = int(time.time() + AHEAD) // 30 + 2
        person.form("number", email=email, password=PASSWORD, number=digits(secret, later=30))
        person.open("/").sees("/roll/import", "the officer is in again")
        people[name] = person
        people[name + "-secret"] = secret


def sign_what_must_be_ready(code):
    """The data protection officer names who is on duty and signs; calling, which is due, begins by itself."""
    dpo = Person().open("/sign-in").form("code", code=code)
    dpo.form("again", password=PASSWORD, again=PASSWORD)
    groups = dpo.sees(r'class="groups">(.*?)</p>', "after the password comes the app").group(1)
    dpo.form("number", number=digits("".join(re.findall(r"<code>([A-Z2-7]+)</code>", groups))))
    dpo.open("/contests")
    page = dpo.sees(r'href="(/contests/[0-9a-z]{26}/ready)"', "the calendar leads to what must be ready").group(1)
    accounts = re.findall(r'<option value="([0-9a-z]{26})"', dpo.open(page).page)
    dpo.form("duty", duty=accounts[0], deputy=accounts[1])
    today = datetime.datetime.fromtimestamp(time.time() + AHEAD, zoneinfo.ZoneInfo("Europe/London"))
    for item in ["dpia", "notice", "opening-lines", "tps", "restore", "roster"]:
        dpo.open(page).form(f"/ready/{item}", reason="Not used on this evening", day=f"{today:%Y-%m-%d}")
        dpo.sees("It is signed", f"`{item}` is signed")
    for _ in range(60):
        if re.search(r"Campaigns can ring</th>.*?Runs now", dpo.open("/contests").page, re.S):
            return
        time.sleep(1)
    dpo.sees(r"Campaigns can ring</th>.*?Runs now", "calling begins once all is signed")


def do_call():
    organiser_code, caller_code, dpo_code = codes(3)[:3]
    sign_what_must_be_ready(dpo_code)
    organiser = Person().open("/sign-in").form("code", code=organiser_code).open("/")
    bank = organiser.sees(r'href="/banks/([0-9a-z]{26})"', "the organiser sees the bank").group(1)
    organiser.open(f"/banks/{bank}").form(f"/banks/{bank}/open")
    caller = Person().open("/sign-in").form("code", code=caller_code)
    caller.open(f"/desk/{bank}").form("/next")
    caller.sees(r"Evans|Khan|Neill|Llewellyn|Pryce", "the caller has a member")
    caller.form("/number")
    caller.sees(r"900\s?10[1-4]|7946\s?0105", "the number is shown after asking")
    caller.form("/outcome", outcome="answered")
    caller.sees("(?i)saved|written down|thank", "the outcome is written down")
    people["caller"], people["bank"] = caller, bank


def object_to_calls():
    """A member says to the caller that they want no more calls; the backup is older than that."""
    caller = people["caller"]
    caller.open(f"/desk/{people['bank']}").form("/next")
    caller.form("/number")
    caller.form("/outcome", outcome="dont-call-anyone")
    caller.sees("(?i)saved|written down|thank", "the objection is written down")


def do_thaw():
    """Everybody sees that the world stands still; one officer asks, the other agrees; then it goes on."""
    ready("after the restore")
    Person().open("/sign-in").sees("(?i)frozen|stands still|backup", "a stranger is told that the world is frozen")
    officers = []
    for name, email in [("ada", "ada@example.org"), ("bea", "bea@example.org")]:
        person = Person().open("/sign-in/password")
        # A step of the app that was not used yet: the last one was ahead of the clock.
        while int(time.time() + AHEAD) // 30 < people[name + "-next"]:
            time.sleep(1)
        person.form("number", email=email, password=PASSWORD, number=digits(people[name + "-secret"]))
        officers.append(person)
    ada, bea = officers
    ada.open("/frozen").form("because", because="The disk failed in the night; the backup was looked through")
    bea.open("/requests").form("/requests/", step="approve", word="Agreed by telephone")
    people["ada"], people["bea"] = ada, bea
    Person().open("/sign-in")
    ada.open("/roll/search").form("text", by="name", text="Evans")
    ada.sees("E•|Ev•", "after two people agreed a member is found again")


def follow(page):
    """The whole page, in order."""
    global said
    for line, kind, text in blocks(page):
        where = f"{page}:{line}"
        print(f"  {where} {kind} {text.splitlines()[0][:90]}", flush=True)
        if kind == "sh":
            said = sh(text, where)
        else:
            {"codes": do_codes, "first-officer": do_first_officer, "call": do_call, "thaw": do_thaw}[text]()


def database():
    return sqlite3.connect(ROOT / "var/lib/switchboard/switchboard.db", timeout=20)


def ready(what):
    """Waits until the world is served."""
    for _ in range(100):
        try:
            if Person().open("/readyz").status == 200:
                break
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(0.1)
    else:
        raise Failed(f"{what}: it is not served")


def serves(what):
    """Whether the world is served, and an officer's session of before still finds a member."""
    ready(what)
    people["ada"].open("/roll/search").form("text", by="name", text="Evans")
    people["ada"].sees("E•|Ev•|1 member|hits", f"{what}: the officer finds a member")


def version():
    return sh("dpkg-query --show --showformat='${Version}' switchboard", "version").strip()


def main():
    follow("install.md")
    serves("after the installation")

    print("an upgrade whose migration fails", flush=True)
    way, back = [text for _, kind, text in blocks("upgrade.md") if kind == "sh"][:2]
    with database() as db:
        db.execute("insert into meta (key, value) values ('rehearsal', 'in the way')")
    wrong = sh(way, "upgrade.md, the way", fails=True)
    check("rehearsal" in wrong or "meta" in wrong or "nothing" in wrong.lower(), f"it does not say why:\n{wrong}")
    with database() as db:
        check(db.execute("select max(number) from schema_step").fetchone() == (1,), "a step stayed behind")
        check(not db.execute("select 1 from sqlite_schema where name = 'rehearsal'").fetchall(), "a table stayed behind")
    sh(back, "upgrade.md, the way back")
    serves("after the way back")
    check(version() == "0.1.0", "the version before is back")

    print("an upgrade that works", flush=True)
    with database() as db:
        db.execute("delete from meta where key = 'rehearsal'")
    sh(way, "upgrade.md, the way")
    serves("after the upgrade")
    with database() as db:
        check(db.execute("select max(number) from schema_step").fetchone() == (2,), "the step was not applied")

    print("a restore", flush=True)
    sh("systemctl start switchboard-backup.service", "a backup of the new version")
    object_to_calls()
    follow("operate.md")
    with database() as db:
        kept = db.execute("select count(*) from objection").fetchone()[0]
    check(kept >= 1, "the objection made after the backup was undone")
    sh("systemctl stop switchboard", "the end")


try:
    main()
except (Failed, subprocess.TimeoutExpired) as failed:
    print(f"FAILED {failed}", file=sys.stderr)
    sys.exit(1)
print("the pages were followed word for word")
