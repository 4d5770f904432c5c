"""In continuous checks a skipped test is a failed one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

SKIPPED_TEST = "import pytest\n\ndef test_that_waits():\n    pytest.skip('no verifier here')\n"
SKIPPED_FILE = "import pytest\n\npytest.skip('no verifier here', allow_module_level=True)\n"
EXPECTED_FAILURE = "import pytest\n\n@pytest.mark.xfail\ndef test_it():\n    raise ValueError\n"


@pytest.fixture
def run(root, tmp_path):
    """Run a test file under this project's conftest; return how pytest ended, and its words."""

    def run_file(text, *, strictly):
        shutil.copy(root / "tests" / "conftest.py", tmp_path)
        (tmp_path / "test_made_up.py").write_text(text, encoding="utf-8")
        (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
        environment = {**os.environ, "SHUANGBEI_NO_SKIP": "1" if strictly else ""}
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:qt"]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    return run_file


@pytest.mark.parametrize("text", [SKIPPED_TEST, SKIPPED_FILE])
def test_that_a_skip_fails_where_skips_are_forbidden(run, text):
    done = run(text, strictly=True)
    assert done.returncode == (1 if text is SKIPPED_TEST else 2), done.stdout
    assert "no verifier here" in done.stdout


def test_that_a_skip_is_named_and_passes_elsewhere(run):
    done = run(SKIPPED_TEST, strictly=False)
    assert done.returncode == 0
    assert "1 skipped" in done.stdout


def test_that_an_expected_failure_is_no_skip(run):
    assert run(EXPECTED_FAILURE, strictly=True).returncode == 0
