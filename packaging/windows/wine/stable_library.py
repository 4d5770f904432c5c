"""Writes the sources of python3.dll: each name of the stable interface leads to python311.dll.

`python stable_library.py python311.dll FOLDER` writes python3.def and python3.c into FOLDER.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pefile

EXPORTS = pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_EXPORT"]
ENTRY_POINT = "int __stdcall DllMain(void *a, unsigned long b, void *c) { return 1; }\n"


def main(library: Path, folder: Path) -> None:
    """Write both files."""
    image = pefile.PE(str(library), fast_load=True)
    image.parse_data_directories([EXPORTS])
    names = sorted(one.name.decode() for one in image.DIRECTORY_ENTRY_EXPORT.symbols if one.name)
    lines = [f"  {name}={library.stem}.{name}" for name in names]
    (folder / "python3.def").write_text(
        'LIBRARY "python3.dll"\nEXPORTS\n' + "\n".join(lines) + "\n", "ascii"
    )
    (folder / "python3.c").write_text(ENTRY_POINT, "ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
