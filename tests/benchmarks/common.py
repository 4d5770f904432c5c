"""What the benchmarks share: cases in processes of their own, medians, peaks, one kind of table.

A benchmark never fails for being slow: it prints what it measured, the goal, and beside both the
floor of this machine, measured in the same run. A busy machine spoils seconds; ratios are taken
within one round, so they survive.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Told = dict[str, float]
Case = Callable[[Path], Callable[[], Told]]
"""Prepares in a folder of its own, and returns what is timed."""

ENOUGH = 120
"""Seconds after which a case is given up."""


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of a table.

    Attributes:
        what: What is measured.
        measured: The figure.
        unit: Of the figure, its goal and its floor: "s", "ms", "MB", "MB/s" or "x".
        goal: What it should be, or None where nothing is promised.
        floor: What this machine needs at least, or None where there is no floor.
        ratio: Measured over floor where it is not simply that (the median of the rounds).
        more_is_better: Whether the goal is a least and not a most.
    """

    what: str
    measured: float
    unit: str
    goal: float | None = None
    floor: float | None = None
    ratio: float | None = None
    more_is_better: bool = False

    @property
    def met(self) -> str:
        """Whether the goal is met: "yes", "NO", or "" without a goal."""
        if self.goal is None:
            return ""
        good = self.measured >= self.goal if self.more_is_better else self.measured <= self.goal
        return "yes" if good else "NO"

    @property
    def cells(self) -> tuple[str, ...]:
        """The line's texts."""
        over = self.ratio
        if over is None and self.floor:
            over = self.measured / self.floor
        aim = "" if self.goal is None else ("≥ " if self.more_is_better else "≤ ")
        return (
            self.what,
            _shown(self.measured, self.unit),
            "" if self.goal is None else aim + _shown(self.goal, self.unit),
            self.met,
            "" if self.floor is None else _shown(self.floor, self.unit),
            "" if over is None else f"{over:.2f}",
        )


def _shown(value: float, unit: str) -> str:
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{digits}f} {unit}"


def show(title: str, lines: Iterable[Line]) -> None:
    """Print a table of figures, with how busy the machine was."""
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"\n{title} (load {load:.1f} on {os.cpu_count()} cores)\n")
    print("| what | measured | goal | met | floor | ratio |")
    print("| --- | --- | --- | --- | --- | --- |")
    for line in lines:
        print(f"| {' | '.join(line.cells)} |")
    sys.stdout.flush()


# Timing within a process


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def shortest(work: Callable[[], object], times: int = 3) -> float:
    """Return the shortest of some runs, in seconds."""
    return min(seconds(work) for _ in range(times))


def share(values: Sequence[float], part: float) -> float:
    """Return the value that a part (0.95) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def peak() -> float:
    """Return the most memory this process ever held, in MB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


def held() -> float:
    """Return the memory this process holds now, in MB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


# Cases, each in a process of its own


def rounds_from_arguments(usual: int) -> int:
    """Return the number of rounds that the command line asks for."""
    return int(sys.argv[1]) if sys.argv[1:] else usual


def is_child() -> bool:
    """Whether this process is to run a single case."""
    return "--case" in sys.argv


def run_case(cases: Mapping[str, Case]) -> None:
    """Run the case that the command line names, and tell the parent of it."""
    with tempfile.TemporaryDirectory() as folder:
        work = cases[sys.argv[sys.argv.index("--case") + 1]](Path(folder))
        before, cpu, start = peak(), time.process_time(), time.perf_counter()
        told = work()
        wall = time.perf_counter() - start
        own = {"wall": wall, "cpu": time.process_time() - cpu, "peak": peak(), "before": before}
    print(json.dumps({**own, **told}))


def in_turns(
    script: str, cases: Sequence[str], rounds: int, *, clock: str = "", enough: int = ENOUGH
) -> dict[str, list[Told]]:
    """Run cases in turns, each round in the other order; return what each run told.

    Args:
        script: The benchmark.
        cases: Names of its cases.
        rounds: How often each is run.
        clock: Variable of the environment in which a case finds when it was started, or "".
        enough: Seconds after which a case is given up.
    """
    found: dict[str, list[Told]] = {case: [] for case in cases}
    for turn in range(rounds):
        for case in cases if turn % 2 == 0 else cases[::-1]:
            found[case].append(_child(script, case, clock, enough))
    return found


def _child(script: str, case: str, clock: str, enough: int) -> Told:
    command = [sys.executable, script, "--case", case]
    environment = {**os.environ, **({clock: repr(time.time())} if clock else {})}
    # As on a user's machine, modules are compiled once and not at each start.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=enough, check=False, env=environment
    )
    if done.returncode:
        raise SystemExit(f"{case}:\n{done.stderr}")
    told: Told = json.loads(done.stdout.splitlines()[-1])
    return told


def middle(runs: Sequence[Told], key: str = "wall") -> float:
    """Return the median of a figure."""
    return statistics.median(run[key] for run in runs)


def ratio(ours: Sequence[Told], floor: Sequence[Told], key: str = "wall", base: str = "") -> float:
    """Return the median of the ratios within each round."""
    return statistics.median(
        mine[key] / plain[base or key] for mine, plain in zip(ours, floor, strict=True)
    )
