"""What programs that are not ours think of our signatures; altered files show that they look."""

from __future__ import annotations

import hashlib
import re
import zipfile
from base64 import b64decode

import pytest

pytestmark = [pytest.mark.outside, pytest.mark.timeout(300)]
ALGORITHMS = ("rsa-sha256", "ecdsa-sha256")
OURS = ("demo", *ALGORITHMS)
REFERENCE = re.compile(
    rb'<Reference URI="/([^?"]*)[?][^"]*">(<Transforms>.*?</Transforms>)?'
    rb"<DigestMethod [^>]*></DigestMethod><DigestValue>([^<]*)<"
)


def signature_part(path, number=1):
    with zipfile.ZipFile(path) as package:
        return package.read(f"_xmlsignatures/sig{number}.xml")


@pytest.mark.parametrize("algorithm", OURS)
def test_that_xmlsec1_takes_our_signature(algorithm, packages, xmlsec1):
    assert xmlsec1(signature_part(packages[algorithm]))


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<ColorDepth>32<", b"<ColorDepth>24<"),
        (b"Z</xd:SigningTime>", b"+08:00</xd:SigningTime>"),
        (b"/sheet1.xml?", b"/sheet9.xml?"),
    ],
)
def test_that_xmlsec1_sees_a_changed_signature_part(algorithm, old, new, packages, xmlsec1):
    part = signature_part(packages[algorithm])
    assert old in part
    assert not xmlsec1(part.replace(old, new))


@pytest.mark.parametrize("algorithm", OURS)
def test_that_the_digest_of_each_part_is_that_of_its_bytes(algorithm, packages):
    with zipfile.ZipFile(packages[algorithm]) as package:
        found = REFERENCE.findall(signature_part(packages[algorithm]))
        plain = {name.decode(): b64decode(value) for name, moved, value in found if not moved}
        for name, digest in plain.items():
            assert hashlib.sha256(package.read(name)).digest() == digest, name
        covered = {name.decode() for name, _, _ in found}
        free = {name for name in package.namelist() if name.startswith("_xmlsignatures/")}
        assert set(package.namelist()) - covered == {"[Content_Types].xml", *free}


@pytest.mark.parametrize("algorithm", OURS)
def test_that_apache_poi_calls_our_signature_valid_and_trusted(algorithm, poi_verdicts):
    assert poi_verdicts[f"{algorithm}.xlsx"] == "1 1 1"


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_that_apache_poi_sees_a_changed_figure(algorithm, poi_verdicts):
    assert poi_verdicts[f"{algorithm}-altered.xlsx"] == "1 0 0"


def test_that_apache_poi_sees_a_signature_taken_off(poi_verdicts):
    assert poi_verdicts["unsigned.xlsx"] == "0 0 0"


@pytest.mark.parametrize("algorithm", OURS)
def test_that_libreoffice_calls_our_signature_valid_and_trusted(algorithm, libreoffice_verdicts):
    assert libreoffice_verdicts[f"{algorithm}.xlsx"] == "1:0"


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_that_libreoffice_sees_a_changed_figure(algorithm, libreoffice_verdicts):
    assert libreoffice_verdicts[f"{algorithm}-altered.xlsx"].startswith("0:")


def test_that_libreoffice_sees_a_signature_taken_off(libreoffice_verdicts):
    assert libreoffice_verdicts["unsigned.xlsx"] == ""


# -- two signatures ------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 2])
def test_that_xmlsec1_takes_each_of_two_signatures(number, packages, xmlsec1):
    assert xmlsec1(signature_part(packages["two"], number))


def test_that_apache_poi_calls_both_signatures_valid_and_trusted(poi_verdicts):
    assert poi_verdicts["two.xlsx"] == "2 2 2"
    assert poi_verdicts["half.xlsx"] == "1 1 1"


def test_that_apache_poi_sees_a_changed_figure_under_two_signatures(poi_verdicts):
    assert poi_verdicts["two-altered.xlsx"] == "2 0 0"


def test_that_libreoffice_calls_both_signatures_valid_and_trusted(libreoffice_verdicts):
    assert libreoffice_verdicts["two.xlsx"] == "1:0 1:0"
    assert libreoffice_verdicts["half.xlsx"] == "1:0"


def test_that_libreoffice_sees_a_changed_figure_under_two_signatures(libreoffice_verdicts):
    assert "1:" not in libreoffice_verdicts["two-altered.xlsx"]
