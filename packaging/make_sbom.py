"""Writes what a release is made of, as a CycloneDX bill of materials.

`python packaging/make_sbom.py FILE.json`: the program and every library of requirements.lock that
it needs, each with version, licence and the digests that the lock file names.
"""

from __future__ import annotations

import json
import platform
import re
import sys
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(Path(__file__).resolve().parent))

from lock_lines import closure, locked  # noqa: E402 - it lies beside this script

PROGRAM = "shuangbei"


def licence(name: str) -> str:
    """Return a distribution's licence as it states it, in one line."""
    told = metadata(name)
    found = told.get("License-Expression") or told.get("License") or ""
    if not found or len(found) > 80 or "\n" in found:
        kinds = [kind for kind in told.get_all("Classifier") or [] if kind.startswith("License")]
        found = kinds[0].rpartition(" :: ")[2] if kinds else "see its files"
    return found


def component(name: str, entry: str) -> dict[str, object]:
    """Return one library."""
    number = version(name)
    digests = re.findall(r"--hash=sha256:([0-9a-f]{64})", entry)
    return {
        "type": "library",
        "bom-ref": f"pkg:pypi/{name}@{number}",
        "name": name,
        "version": number,
        "purl": f"pkg:pypi/{name}@{number}",
        "licenses": [{"license": {"name": licence(name)}}],
        # One for each system that the library was built for.
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in digests],
    }


def bill() -> dict[str, object]:
    """Return the bill of materials."""
    entries = locked()
    names = [name for name in closure([PROGRAM]) if name in entries and _is_here(name)]
    number = version(PROGRAM)
    needs = [
        {"ref": f"pkg:pypi/{name}@{version(name)}", "dependsOn": _needs(name, names)}
        for name in names
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": PROGRAM,
                "name": PROGRAM,
                "version": number,
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": [
            {"type": "platform", "name": "cpython", "version": platform.python_version()},
            *(component(name, entries[name]) for name in names),
        ],
        "dependencies": [{"ref": PROGRAM, "dependsOn": _needs(PROGRAM, names)}, *needs],
    }


def _is_here(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def _needs(name: str, known: list[str]) -> list[str]:
    lines = [line for line in requires(name) or [] if "extra ==" not in line]
    plain = {re.split(r"[^A-Za-z0-9._-]", line)[0].lower().replace("_", "-") for line in lines}
    return [f"pkg:pypi/{other}@{version(other)}" for other in known if other in plain]


def main() -> None:
    """Write the file."""
    text = json.dumps(bill(), ensure_ascii=False, indent=1)
    Path(sys.argv[1]).write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main()
