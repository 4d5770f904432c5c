"""Verifiers that are not ours, each started once, and packages to show them."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from desktop_app.catalogue import load
from desktop_app.packages.countersign import awaiting, countersign
from desktop_app.packages.pki.authority import issue, open_authority
from desktop_app.packages.pki.identity import HEAD_ROLE, Identity
from desktop_app.packages.pki.keys import Algorithm, KeySigner
from desktop_app.packages.pki.request import new_key, request_for
from desktop_app.packages.pki.revocation import Trusted
from desktop_app.packages.report.model import PackageContent, SignOff
from desktop_app.packages.report.write import write_package
from desktop_app.work.demo import demo

HERE = Path(__file__).parent
JAVA = Path("/usr/share/java")
SYSTEM_PYTHON = Path("/usr/bin/python3")
# Debian's poi-ooxml-schemas.jar is a stub, so the two types that POI's verifier asks for are
# compiled from the small schemas in poi/ and put first.
JARS = (
    *("poi", "poi-ooxml", "poi-ooxml-schemas", "xmlbeans", "xmlsec", "slf4j-api"),
    *("commons-compress", "commons-collections4", "commons-codec", "commons-math3"),
    *("commons-logging", "bcprov", "bcpkix"),
)


def run(*command, **options):
    """Run a program and return what it printed."""
    command = list(map(str, command))
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=100, **options
    )
    assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def demonstrated(tmp_path_factory):
    """The folder that `shuangbei demo` leaves: the whole job on the samples."""
    return demo(tmp_path_factory.mktemp("demo") / "demo", lambda _what, _seconds: None).folder


@pytest.fixture(scope="session")
def authority(demonstrated):
    """The demo's CA; outside verifiers judge by today, and it begins today."""
    return open_authority(demonstrated / "ca.pem", demonstrated / "ca.key", None)


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Where the packages and the CA's certificate are."""
    return tmp_path_factory.mktemp("outside")


@pytest.fixture(scope="session")
def ca_file(folder, authority):
    """The CA's certificate as a file."""
    path = folder / "ca.pem"
    path.write_bytes(authority.certificate.public_bytes(Encoding.PEM))
    return path


@pytest.fixture(scope="session")
def packages(folder, authority, demonstrated):
    """Packages by name: the demo's, each algorithm with and without a change, one unsigned."""
    made = {"demo": shutil.copy(demonstrated / "package.xlsx", folder / "demo.xlsx")}
    for algorithm in Algorithm:
        path = folder / f"{algorithm}.xlsx"
        _write(path, _signer(authority, algorithm, "周立群", HEAD_ROLE))
        made[str(algorithm)] = path
        made[f"{algorithm}-altered"] = _altered(path, folder / f"{algorithm}-altered.xlsx")
    made["half"], made["two"] = _two(folder, authority)
    made["two-altered"] = _altered(made["two"], folder / "two-altered.xlsx")
    made["unsigned"] = _unsigned(made[str(Algorithm.RSA)], folder / "unsigned.xlsx")
    return made


def _signer(authority, algorithm, person, role):
    key = new_key(algorithm)
    identity = Identity("330203", "宁波市海曙区科学技术局", person, role)
    request = x509.load_pem_x509_csr(request_for(identity, key))
    certificate = issue(request, authority, years=2, now=dt.datetime.now(dt.UTC))
    return KeySigner(key, certificate, (authority.certificate,))


def _two(folder, authority):
    """Make a package that awaits its second signature, and one that has it by a key of RSA."""
    half, two = folder / "half.xlsx", folder / "two.xlsx"
    clerk = _signer(authority, Algorithm.ECDSA, "王敏", "填报人")
    head = _signer(authority, Algorithm.RSA, "周立群", HEAD_ROLE)
    now = dt.datetime.now(dt.UTC)
    _write(half, clerk, signatures=2)
    package = awaiting(half.read_bytes(), Trusted((authority.certificate,), ()), now)
    two.write_bytes(countersign(package, head, now))
    return half, two


def _write(path, signer, **options):
    catalogue, now = load(), dt.datetime.now(dt.UTC)
    content = PackageContent(
        unit="330203",
        period="2024",
        revision=1,
        signoff=SignOff("周立群", "沈洁", "王敏", "0574-87654321", f"{now:%Y-%m-%d}"),
        pledge_version="1",
        pledge="本单位承诺：本次报送的数据真实、准确、完整。",
        forms={},
    )
    write_package(path, content, signer, catalogue=catalogue, when=now, **options)


def rezipped(path, target, change):
    """Write a package anew; `change` gives each part's new content, or None to leave it out."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as made:
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None:
                made.writestr(name, content)
    return target


def _altered(path, target):
    def change(name, content):
        return content.replace(b"2024", b"2023", 1) if name.endswith("/sheet1.xml") else content

    return rezipped(path, target, change)


def _unsigned(path, target):
    def change(name, content):
        if name == "_rels/.rels":
            return re.sub(b'<Relationship Id="rId3".*?</Relationship>', b"", content)
        return None if name.startswith("_xmlsignatures/") else content

    return rezipped(path, target, change)


@pytest.fixture(scope="session")
def xmlsec1(folder, ca_file):
    """Return whether xmlsec1 takes the signature part of a package, by the trust of the CA."""
    if not shutil.which("xmlsec1"):
        pytest.skip("xmlsec1 is not installed")

    def judge(signature):
        part = folder / "signature.xml"
        part.write_bytes(signature)
        done = subprocess.run(
            [
                "xmlsec1",
                "--verify",
                "--ignore-manifests",
                "--id-attr:Id",
                "http://www.w3.org/2000/09/xmldsig#:Object",
                "--id-attr:Id",
                "http://uri.etsi.org/01903/v1.3.2#:SignedProperties",
                "--trusted-pem",
                str(ca_file),
                str(part),
            ],
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )
        printed = done.stdout + done.stderr
        return done.returncode == 0 and "SignedInfo References (ok/all): 3/3" in printed

    return judge


@pytest.fixture(scope="session")
def poi(folder, ca_file):
    """Return what Apache POI says of files: name -> (signatures, valid, trusted) as text."""
    jars = [JAVA / f"{name}.jar" for name in JARS]
    missing = [path.name for path in jars if not path.exists()]
    if missing or not shutil.which("javac"):
        pytest.skip("Apache POI is not installed (libapache-poi-java, default-jdk-headless)")
    classes = folder / "classes"
    types = folder / "types.jar"
    path = os.pathsep.join(map(str, jars))
    schemas = sorted((HERE / "poi").glob("*.xsd"))
    compiler = "org.apache.xmlbeans.impl.tool.SchemaCompiler"
    run("java", "-cp", path, compiler, "-quiet", "-out", types, *schemas, cwd=folder)
    run("javac", "-d", classes, "-cp", path, HERE / "poi" / "Verify.java")
    everything = os.pathsep.join((str(types), str(classes), path))

    def judge(*files):
        printed = run("java", "-cp", everything, "Verify", ca_file, *files)
        return dict(line.split(" ", 1) for line in printed.splitlines())

    return judge


@pytest.fixture(scope="session")
def libreoffice(folder, ca_file):
    """Return what LibreOffice says of files: name -> "valid:certificate status" as text."""
    needed = ("soffice", "certutil")
    has_uno = (
        SYSTEM_PYTHON.exists()
        and not subprocess.run(
            [SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, check=False
        ).returncode
    )
    if not has_uno or not all(map(shutil.which, needed)):
        pytest.skip("LibreOffice is not installed (libreoffice-calc, python3-uno, libnss3-tools)")
    trust = folder / "nss"
    trust.mkdir()
    run("certutil", "-N", "-d", f"sql:{trust}", "--empty-password")
    run("certutil", "-A", "-n", "ca", "-t", "CT,CT,CT", "-i", ca_file, "-d", f"sql:{trust}")

    def judge(*files):
        pipe = f"shuangbei{os.getpid()}"
        office = subprocess.Popen(
            [
                "soffice",
                "--headless",
                "--norestore",
                "--nologo",
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                f"--accept=pipe,name={pipe};urp;",
            ],
            env=os.environ | {"MOZILLA_CERTIFICATE_FOLDER": f"sql:{trust}"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            printed = run(SYSTEM_PYTHON, HERE / "libreoffice_verify.py", pipe, *files)
            office.wait(60)
        finally:
            if office.poll() is None:
                office.terminate()
                office.wait(30)
        return dict(line.partition(" ")[::2] for line in printed.splitlines())

    return judge


@pytest.fixture(scope="session")
def poi_verdicts(poi, packages):
    """What POI says of all our packages, asked once."""
    return poi(*packages.values())


@pytest.fixture(scope="session")
def libreoffice_verdicts(libreoffice, packages):
    """What LibreOffice says of all our packages, asked once."""
    return libreoffice(*packages.values())
