"""The library `aics-tlog` (PyPI) over published logs, with the arguments of docs/checkers/check.py. It knows logs, not
our entries, so proofs of single entries are not its matter."""
import sys
from pathlib import Path

import aics_tlog as t

keys = [t.parse_vkey(vkey) for vkey in sys.argv[1].split(",")]
refused = False
for target in sys.argv[2:]:
    try:
        note = t.parse_note(Path(target, "checkpoint").read_bytes())
        said = t.verify_checkpoint(note, keys[0], keys[1:], len(keys) - 1, expected_origin=keys[0].name)
        if not said.ok:
            raise ValueError(said.error)
        report = t.audit_tiles(t.FileSystemTileReader(target), said.size, said.root)
        if not getattr(report, "ok", True):
            raise ValueError(report)
        print("accepted", target)
    except (ValueError, OSError) as why:
        refused = True
        print("refused", target, str(why).replace("\n", " "))
sys.exit(refused)
