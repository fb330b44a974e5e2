"""Asks a demo for ids that are there, so that made-up requests also reach what lies behind them, and writes for each role the
configuration under which scripts/api asks. Reads what `demo --json` says from its standard input."""

import json
import pathlib
import re
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

url, folder, *roles = sys.argv[1:]
accounts = json.load(sys.stdin)["accounts"]


def ask(token, path, body=None):
    """An answer, or nothing where it was refused."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    request = urllib.request.Request(url + path, data, headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)
    except urllib.error.HTTPError:
        return None


class Stay(urllib.request.HTTPRedirectHandler):
    """Goes nowhere by itself: what a form answers is looked at."""

    def redirect_request(self, *_):
        return None


browser = urllib.request.build_opener(Stay)


def page(path, fields=None, cookie=""):
    """What a member's browser gets: the page and the cookie of the member's session, where there is one."""
    data = None if fields is None else urllib.parse.urlencode(fields).encode()
    headers = {"Cookie": cookie} if cookie else {}
    try:
        answer = browser.open(urllib.request.Request(url + path, data, headers))
    except urllib.error.HTTPError as other:
        answer = other
    with answer:
        lines = answer.headers.get_all("Set-Cookie") or []
        own = [line.split(";")[0] for line in lines if "switchboard-own=" in line]
        return answer.read().decode(), (own or [""])[0]


def a_member_asks(who="SW-000001"):
    """A member asks for something by law on their own page, with the code that a demo shows and others get by letter."""
    shown = re.search(r'<p class="notice">[^<]*<strong>([^<]+)</strong>', page("/rang", {"who": who})[0])
    cookie = ""
    for _ in range(4):
        if shown and not cookie:
            # A job looks who it is, and only then it opens.
            time.sleep(5)
            cookie = page("/rang/code", {"who": who, "code": shown[1]})[1]
    proof = re.search(r'name="csrf" value="([0-9a-f]+)"', page("/rang/requests", cookie=cookie)[0])
    if not (cookie and proof):
        print("no member of the demo could ask for anything by law: rights are asked by made-up ids alone", file=sys.stderr)
        return
    for kind in ["access", "correct", "complaint", "other"]:
        page("/rang/requests", {"csrf": proof[1], "kind": kind, "words": "Who was it on Tuesday?"}, cookie)


def hooks(token, campaigns):
    """A webhook of the organisation and one of each campaign, where this account may have one: nobody listens there."""
    for path in ["/api/v1/hooks"] + [f"/api/v1/campaigns/{campaign}/hooks" for campaign in campaigns]:
        made = ask(token, path, {"url": "https://127.0.0.1:8443/in"})
        if made:
            yield made["hook"]


def looks(token):
    """Three records that are open."""
    found = ask(token, "/api/v1/members/search", {"by": "name", "text": "an"}) or []
    for hit in found[:3]:
        look = ask(token, "/api/v1/members/open", {"member": hit["member"], "purpose": "letter"})
        if look:
            yield look["look"]


def copies(token, banks):
    """A copy of each bank: whoever may pause a bank and close it for good does that to the copy, never under its callers."""
    for bank in banks:
        made = ask(token, f"/api/v1/banks/{bank}/copy", {"name": "A copy", "draw": "same"}) or {}
        if made.get("bank"):
            yield made["bank"]
        else:
            print(f"no copy of a bank could be made as {role}: its banks are asked by made-up ids alone", file=sys.stderr)


def added(token, campaigns):
    """A bank of each campaign that a program adds, for members of one age: what is made up is seldom an audience."""
    new = {"name": "Added", "audience": "age=65+", "sample": None, "script": "Will you vote?", "notes": True, "order": "newer"}
    for campaign in campaigns:
        made = ask(token, f"/api/v1/campaigns/{campaign}/banks", new) or {}
        if made.get("bank"):
            yield made["bank"]
        else:
            print(f"no bank could be added as {role}: {made.get('answer', 'refused')}", file=sys.stderr)


def known(token):
    """Names of parameters, and what is there for this account."""
    banks = ask(token, "/api/v1/banks") or []
    ids = {
        "bank": [bank["id"] for bank in banks],
        "campaign": sorted({bank["campaign_id"] for bank in banks}),
        "look": list(looks(token)),
        "card": [],
        "shift": [],
        "right": [one["right"] for one in (ask(token, "/api/v1/rights") or {}).get("waiting", [])],
    }
    ids["hook"] = list(hooks(token, ids["campaign"]))
    if role in ("organiser", "dpo") and not ids["hook"]:
        print(f"no webhook could be installed as {role}: webhooks are asked by made-up ids alone", file=sys.stderr)
    for campaign in ids["campaign"]:
        planned = ask(token, f"/api/v1/campaigns/{campaign}/shifts") or {}
        ids["shift"] += [shift["shift"] for shift in planned.get("shifts", [])]
    if role == "organiser":
        ids["bank"] = list(copies(token, ids["bank"])) + list(added(token, ids["campaign"]))
    for bank in ids["bank"]:
        card = (ask(token, f"/api/v1/banks/{bank}/next", {}) or {}).get("card")
        ids["card"] += [card] if card else []
    ids["other"] = ids["look"][::-1]
    return {name: values for name, values in ids.items() if values}


a_member_asks()
for role in roles:
    account = next(one for one in accounts if one["role"] == role)
    token = account["api_token"]
    lines = ["[auth.openapi.token]", f"bearer = {json.dumps(token)}"]
    for name, values in known(token).items():
        # One time in three it is made up all the same.
        lines += [
            f"[dictionaries.{name}]",
            f"values = {json.dumps(values)}",
            f'[parameters."path.{name}"]',
            f'dictionary = "{name}"',
            "probability = 0.66",
        ]
    pathlib.Path(folder, f"{role}.toml").write_text("\n".join(lines) + "\n")
