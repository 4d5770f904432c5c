"""Verifies packages of rising size; prints MB/s of inflated data against the floor.

Run: python tests/benchmarks/bench_verify.py [rounds]

The floor inflates the same parts with zlib and takes their SHA-256, in the same run and in turns.
The last lines are a file beyond a cap, and the peak memory of a process that verifies.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import random
import statistics
import subprocess
import sys
import tempfile
import zlib

from common import Line, rounds_from_arguments, seconds, show
from cryptography import x509

from desktop_app.packages.opc import layout
from desktop_app.packages.opc.container import MAX_FILE, read_container
from desktop_app.packages.opc.deflate import Deflater
from desktop_app.packages.pki.authority import issue, new_authority
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.keys import KeySigner
from desktop_app.packages.pki.request import new_key, request_for
from desktop_app.packages.seal import SealedWriter
from desktop_app.packages.verify import verify

NOW = dt.datetime(2025, 1, 15, 8, 0, tzinfo=dt.UTC)
TARGET_SPEED = 150.0
TARGET_SECONDS = 2.0
TARGET_REFUSAL = 0.5
TARGET_MEMORY = 300.0
SIZES = (5, 50, 150, 220)


def made_up_rows(chance: random.Random, count: int) -> bytes:
    """Return rows of a made-up sheet: 20 cells each, codes, names and amounts."""
    cells = "".join(
        f'<c r="{column}%d" s="{n % 9}"><v>{{}}</v></c>'
        for n, column in enumerate("ABCDEFGHIJKLMNOPQRS")
    )
    text = '<row r="%d">' + cells + '<c r="T%d" t="inlineStr"><is><t>{:016x}</t></is></c></row>'
    rows = []
    for number in range(1, count + 1):
        values = [chance.randrange(1_000_000) for _ in range(19)]
        rows.append((text % ((number,) * 21)).format(*values, chance.getrandbits(64)))
    return "".join(rows).encode()


def package(megabytes: int, signer: KeySigner) -> bytes:
    """Return a signed package whose parts are about this large when inflated."""
    chance = random.Random(megabytes)
    block = made_up_rows(chance, 1_000)
    sheets = max(1, min(layout.MAX_SHEETS, megabytes // 12))
    file = io.BytesIO()
    writer = SealedWriter(file, sheets)
    for name in (layout.WORKBOOK, layout.STYLES, layout.THEME):
        writer.add(name, b"<x/>")
    for number in range(1, sheets + 1):
        deflater, size = Deflater(1), 0
        while size < megabytes * 1_000_000 // sheets:
            piece = block.replace(b"<v>9", b"<v>%d" % chance.randrange(10_000))
            deflater.write(piece)
            size += len(piece)
        writer.add_deflated(layout.sheet_name(number), deflater.finish())
    writer.finish(signer, NOW)
    return file.getvalue()


def floor(data: bytes) -> None:
    """Inflate and hash the parts, as plainly as Python can."""
    for entry in read_container(data).entries.values():
        content = data[entry.start : entry.end]
        hashlib.sha256(zlib.decompress(content, -15) if entry.deflated else content).digest()


def most_memory(data: bytes) -> float:
    """Return the peak memory, in MB, of a process that reads and verifies a file."""
    code = (
        "import sys, resource, datetime as dt; from pathlib import Path;"
        "from desktop_app.packages.verify import read_package, verify;"
        "verify(read_package(Path(sys.argv[1])), trust=[], now=dt.datetime.now(dt.UTC));"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(data)
        file.flush()
        command = [sys.executable, "-c", code, file.name]
        return float(subprocess.run(command, check=True, capture_output=True).stdout)


def measured(megabytes: int, signer: KeySigner, rounds: int) -> tuple[bytes, list[Line]]:
    """Return a package of some size with the lines of its table."""
    data = package(megabytes, signer)
    inflated = sum(entry.size for entry in read_container(data).entries.values()) / 1e6
    trust = list(signer.chain)
    assert verify(data, trust=trust, now=NOW).valid
    ours, plain = [], []
    for _ in range(rounds):
        plain.append(seconds(lambda: floor(data)))
        ours.append(seconds(lambda: verify(data, trust=trust, now=NOW)))
    took, least = statistics.median(ours), statistics.median(plain)
    words = f"{inflated:.0f} MB inflated of {len(data) / 1e6:.1f} MB"
    speed = Line(
        f"{words}: speed",
        inflated / took,
        "MB/s",
        goal=TARGET_SPEED,
        floor=inflated / least,
        more_is_better=True,
    )
    return data, [speed, Line(f"{words}: time", took, "s", goal=TARGET_SECONDS, floor=least)]


def main(rounds: int) -> None:
    """Measure and print."""
    authority = new_authority(Identity("3302", "某市", "测试根证书"), years=5, now=NOW)
    key = new_key()
    request = x509.load_pem_x509_csr(request_for(Identity("330203", "某区", "王敏"), key))
    certificate = issue(request, authority, years=2, now=NOW)
    signer = KeySigner(key, certificate, (authority.certificate,))
    lines: list[Line] = []
    for megabytes in SIZES:
        largest, found = measured(megabytes, signer, rounds)
        lines += found
    beyond = largest + bytes(MAX_FILE + 1 - len(largest))
    took = seconds(lambda: verify(beyond, trust=signer.chain, now=NOW))
    lines += [
        Line("a file beyond the cap is refused", took * 1000, "ms", goal=TARGET_REFUSAL * 1000),
        Line("peak memory with the largest", most_memory(largest), "MB", goal=TARGET_MEMORY),
    ]
    show(f"Verifier: {rounds} rounds, medians", lines)


if __name__ == "__main__":
    main(rounds_from_arguments(5))
