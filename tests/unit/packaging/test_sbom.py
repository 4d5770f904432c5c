"""The bill of materials names all that a release is made of."""

from __future__ import annotations

import json
import subprocess
import sys

from desktop_app import __version__


def test_that_every_library_is_named_with_version_licence_and_digest(root, tmp_path):
    target = tmp_path / "sbom.json"
    subprocess.run(
        [sys.executable, root / "packaging" / "make_sbom.py", target], check=True, timeout=60
    )
    bill = json.loads(target.read_text("utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["version"] == __version__
    libraries = {part["name"]: part for part in bill["components"] if part["type"] == "library"}
    assert {"pyside6-essentials", "cryptography", "lxml", "olefile", "mako"} <= set(libraries)
    assert not {"pytest", "mypy", "pyinstaller"} & set(libraries)
    for part in libraries.values():
        assert part["hashes"], part
        assert part["licenses"][0]["license"]["name"], part
    refs = {part["bom-ref"] for part in libraries.values()}
    for line in bill["dependencies"]:
        assert set(line["dependsOn"]) <= refs
