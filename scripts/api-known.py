"""Asks a demo for ids that are there, so that made-up requests also reach what lies behind them, and writes for each role the
configuration under which scripts/api asks. Reads what `demo --json` says from its standard input."""

import json
import pathlib
import sys
import urllib.error
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


def looks(token):
    """Three records that are open."""
    found = ask(token, "/api/v1/members/search", {"by": "name", "text": "an"}) or []
    for hit in found[:3]:
        look = ask(token, "/api/v1/members/open", {"member": hit["member"], "purpose": "letter"})
        if look:
            yield look["look"]


def known(token):
    """Names of parameters, and what is there for this account."""
    banks = ask(token, "/api/v1/banks") or []
    ids = {
        "bank": [bank["id"] for bank in banks],
        "campaign": sorted({bank["campaign_id"] for bank in banks}),
        "look": list(looks(token)),
        "card": [],
        "shift": [],
    }
    for campaign in ids["campaign"]:
        planned = ask(token, f"/api/v1/campaigns/{campaign}/shifts") or {}
        ids["shift"] += [shift["shift"] for shift in planned.get("shifts", [])]
    for bank in ids["bank"]:
        card = (ask(token, f"/api/v1/banks/{bank}/next", {}) or {}).get("card")
        ids["card"] += [card] if card else []
    ids["other"] = ids["look"][::-1]
    return {name: values for name, values in ids.items() if values}


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
