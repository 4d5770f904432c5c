"""An attacker's workshop: takes a genuine package apart and puts it together again, any way.

The zip and the relationship transform are written anew here, not taken from the program.
"""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import hashlib
import io
import re
import struct
import zlib
from base64 import b64encode

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from lxml import etree

from desktop_app.packages.opc import canonical, layout, xades
from desktop_app.packages.opc.xades import Facts, PartReference
from desktop_app.packages.pki.authority import issue, new_authority
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.keys import Algorithm, KeySigner
from desktop_app.packages.pki.request import new_key, request_for
from desktop_app.packages.seal import SealedWriter
from desktop_app.packages.verify import verify
from tests.processor_time import done_within

NOW = dt.datetime(2025, 1, 15, 8, 0, tzinfo=dt.UTC)
HAISHU = Identity("330203", "宁波市海曙区科学技术局", "王敏", "填报人")
CITY = Identity("3302", "宁波市科学技术局", "测试根证书")
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SIGNATURE = "_xmlsignatures/sig1.xml"
ROOT_RELS = "_rels/.rels"
BOOK_RELS = "xl/_rels/workbook.xml.rels"
TYPES = "[Content_Types].xml"
SHEETS = 2
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def minimal_parts():
    """Return a workbook of two sheets, as small as workbooks get."""
    sheets = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="rId{n}"/>' for n in (1, 2))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n * 1548}</v></c>'
        f'<c r="B{n}" t="inlineStr"><is><t>甬能科技 {n}</t></is></c></row>'
        for n in range(1, 9)
    )
    return {
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{office}">'
        f"<sheets>{sheets}</sheets></workbook>",
        "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}"><cellXfs count="1"><xf/></cellXfs>'
        "</styleSheet>",
        "xl/theme/theme1.xml": f'{HEAD}<a:theme xmlns:a="{DRAWING}" name="甬"/>',
        "xl/worksheets/sheet1.xml": f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}'
        "</sheetData></worksheet>",
        "xl/worksheets/sheet2.xml": f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData/></worksheet>',
    }


def sealed(signer, when=NOW, parts=None):
    """Return a genuine package."""
    file = io.BytesIO()
    writer = SealedWriter(file, SHEETS)
    for name, text in (parts or minimal_parts()).items():
        writer.add(name, text.encode())
    writer.finish(signer, when)
    return file.getvalue()


def deflated(content, level=6):
    """Return a canonical deflate stream."""
    stream = zlib.compressobj(level, zlib.DEFLATED, -15)
    return stream.compress(content) + stream.flush(zlib.Z_FULL_FLUSH) + stream.flush(zlib.Z_FINISH)


@dataclasses.dataclass
class Raw:
    """An entry as an attacker writes it; `local` and `central` override header fields."""

    name: bytes
    content: bytes
    method: int = 8
    stream: bytes | None = None
    extra: bytes = b""
    before: bytes = b""
    after: bytes = b""
    comment: bytes = b""
    local: dict = dataclasses.field(default_factory=dict)
    central: dict = dataclasses.field(default_factory=dict)
    hidden: bool = False
    at: int | None = None

    @property
    def data(self):
        if self.stream is not None:
            return self.stream
        return deflated(self.content) if self.method else self.content

    def fields(self):
        return {
            "version": 20,
            "flags": 0,
            "method": self.method,
            "time": 0,
            "date": 0x21,
            "crc": zlib.crc32(self.content),
            "compressed": len(self.data),
            "size": len(self.content),
            "name": self.name,
        }

    def local_header(self):
        values = self.fields() | self.local
        name = values.pop("name")
        numbers = struct.pack("<5H3I", *values.values())
        return (
            b"PK\3\4" + numbers + struct.pack("<2H", len(name), len(self.extra)) + name + self.extra
        )

    def central_header(self, offset):
        more = {"made": 20, "extra": b"", "disk": 0, "internal": 0, "external": 0, "offset": offset}
        values = self.fields() | more | self.central
        lengths = (len(values["name"]), len(values["extra"]), len(self.comment))
        keys = ("version", "flags", "method", "time", "date")
        return (
            b"PK\1\2"
            + struct.pack("<6H", values["made"], *(values[key] for key in keys))
            + struct.pack("<3I", values["crc"], values["compressed"], values["size"])
            + struct.pack("<5H", *lengths, values["disk"], values["internal"])
            + struct.pack("<2I", values["external"], values["offset"])
            + values["name"]
            + values["extra"]
            + self.comment
        )


def zipped(entries, *, lead=b"", between=b"", comment=b"", directory=None, **end):
    """Return a zip file of these entries; `directory` gives another order of its records."""
    body, places = bytearray(lead), {}
    for entry in entries:
        body += entry.before
        places[id(entry)] = len(body) if entry.at is None else entry.at
        if entry.at is None:
            body += entry.local_header() + entry.data + entry.after
    listed = [entry for entry in directory or entries if not entry.hidden]
    central = b"".join(entry.central_header(places[id(entry)]) for entry in listed)
    fields = {"disk": 0, "first": 0, "here": len(listed), "all": len(listed)}
    fields |= {"size": len(central), "offset": len(body) + len(between)}
    record = struct.pack("<4H2I", *(fields | end).values())
    return (
        bytes(body)
        + between
        + central
        + b"PK\5\6"
        + record
        + struct.pack("<H", len(comment))
        + comment
    )


def unzipped(data):
    """Return the entries of a canonical container."""
    entries, at = [], 0
    while data[at : at + 4] == b"PK\3\4":
        method, crc, compressed, size, length = struct.unpack_from("<8xH4xIIIH", data, at)
        start = at + 30 + length
        stream = data[start : start + compressed]
        content = zlib.decompress(stream, -15) if method else stream
        assert (zlib.crc32(content), len(content)) == (crc, size)
        name = data[at + 30 : start]
        entries.append(Raw(name, content, method, stream if method else None))
        at = start + compressed
    return entries


def transformed(rels, ids):
    """Return what is signed of a relationship part, by another road than the program's."""
    root = etree.fromstring(rels)
    links = {node.get("Id"): dict(node.attrib) for node in root}
    lines = "".join(
        f'<Relationship Id="{one}" Target="{links[one]["Target"]}"'
        f' TargetMode="{links[one].get("TargetMode", "Internal")}"'
        f' Type="{links[one]["Type"]}"></Relationship>'
        for one in sorted(ids)
        if one in links
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}">{lines}</Relationships>'.encode()


def small(value):
    """Return the ECDSA signature with the smaller s; others as they are."""
    if len(value) != 64:
        return value
    s = int.from_bytes(value[32:], "big")
    return value[:32] + min(s, ORDER - s).to_bytes(32, "big")


class Forge:
    """One genuine package, the key that made it, and means to make others of it."""

    Raw = Raw
    NOW, HEAD, TYPES, SIGNATURE = NOW, HEAD, TYPES, SIGNATURE
    ROOT_RELS, BOOK_RELS = ROOT_RELS, BOOK_RELS
    zip = staticmethod(zipped)
    deflated = staticmethod(deflated)
    transformed = staticmethod(transformed)
    sealed = staticmethod(sealed)
    unzipped = staticmethod(unzipped)

    def __init__(self, signer, authority, make_signer):
        self.signer = signer
        self.authority = authority
        self.make_signer = make_signer
        self.genuine = sealed(signer)
        self._entries = unzipped(self.genuine)

    @property
    def entries(self):
        """Fresh entries of the genuine package, to be spoilt."""
        return copy.deepcopy(self._entries)

    @staticmethod
    def one(entries, name):
        """Return the entry of this name."""
        return next(entry for entry in entries if entry.name == name.encode())

    def text(self, name, entries=None):
        """Return the content of a part as text."""
        return self.one(entries or self._entries, name).content.decode()

    def replaced(self, name, old, new, entries=None):
        """Return entries in which one part has another text."""
        entries = entries or self.entries
        entry = self.one(entries, name)
        old, new = (one.encode() if isinstance(one, str) else one for one in (old, new))
        assert old in entry.content, (name, old)
        entry.content, entry.stream = entry.content.replace(old, new, 1), None
        return entries

    def with_content(self, name, content, entries=None):
        """Return entries in which one part is another."""
        entries = entries or self.entries
        entry = self.one(entries, name)
        entry.content, entry.stream = content, None
        return entries

    def with_part(self, name, content, kind="", entries=None, method=8):
        """Return entries with one more part, and its content type if one is given."""
        entries = entries or self.entries
        if kind:
            override = f'<Override ContentType="{kind}" PartName="/{name}"></Override></Types>'
            self.replaced(TYPES, "</Types>", override, entries)
        method = 0 if name.endswith(".rels") or not content else method
        entries.insert(-3, Raw(name.encode(), content, method))
        return entries

    def without(self, *names, entries=None):
        """Return entries without some parts."""
        gone = {name.encode() for name in names}
        return [entry for entry in entries or self.entries if entry.name not in gone]

    def signature(self, change):
        """Return the package with the signature part rewritten, without any key."""
        content = change(self.text(SIGNATURE))
        content = content.encode() if isinstance(content, str) else content
        return zipped(self.with_content(SIGNATURE, content))

    def references(self, entries):
        """Return the references that cover these parts."""
        found = []
        for entry in entries:
            name = entry.name.decode()
            if name == TYPES or name.startswith("_xmlsignatures/"):
                continue
            content, ids = entry.content, None
            if name.endswith(".rels"):
                tags = re.findall(rb"<Relationship [^>]*>", content)
                signed = [tag for tag in tags if b"digital-signature/origin" not in tag]
                ids = tuple(re.search(rb' Id="([^"]*)"', tag)[1].decode() for tag in signed)
                content = transformed(content, ids)
            kind = self._kind(entries, name)
            found.append(PartReference(name, kind, hashlib.sha256(content).digest(), ids))
        return found

    def _kind(self, entries, name):
        if name.endswith(".rels"):
            return "application/vnd.openxmlformats-package.relationships+xml"
        types = self.text(TYPES, entries)
        found = re.search(rf'ContentType="([^"]*)" PartName="/{re.escape(name)}"', types)
        return found[1] if found else "application/xml"

    def resigned(self, entries=None, **how):
        """Return the package signed anew, by whatever key and in whatever way.

        `signer`, `when`, `references` (list to list), `facts` (dict of changes), `tree` (changes
        the document before it is digested and signed), `late` (changes it after), `value` (bytes
        to bytes), `text` (changes the finished text).
        """
        entries = entries or self.entries
        signer = how.get("signer", self.signer)
        references = how.get("references", list)(self.references(entries))
        body = entries[:-3]
        container = hashlib.sha256(b"".join(e.local_header() + e.data for e in body)).digest()
        chain = tuple(one.public_bytes(Encoding.DER) for one in (signer.certificate, *signer.chain))
        when = how.get("when", NOW)
        facts = Facts(signer.algorithm, tuple(references), container, when, chain)
        facts = dataclasses.replace(facts, **how.get("facts", {}))
        tree = self._tree(facts, how)
        value = how.get("value", small)(signer.sign(xades.signed_bytes(tree)))
        how.get("late", id)(tree)
        content = how.get("text", bytes)(xades.document(tree, value))
        return zipped(self.with_content(SIGNATURE, content, entries))

    @staticmethod
    def _tree(facts, how):
        tree = xades.signature_tree(facts)
        if "tree" in how:
            how["tree"](tree)
            for reference in tree[0][2:]:
                name = reference.get("URI", "")[1:]
                target = [node for node in tree.iter() if node.get("Id") == name]
                method = reference.find(f"{{{xades.DS}}}DigestMethod")
                if target and method is not None and method.get("Algorithm") == xades.SHA256:
                    digest = hashlib.sha256(canonical.c14n(target[0])).digest()
                    reference[-1].text = b64encode(digest).decode()
        return tree


@pytest.fixture(scope="session")
def authority():
    """The city's CA."""
    return new_authority(CITY, years=5, now=NOW - dt.timedelta(days=30))


@pytest.fixture(scope="session")
def make_signer(authority):
    """Make a signer: of another identity, CA or key, or issued at another time."""

    def make(identity=HAISHU, issuer=authority, key=None, *, years=2, now=NOW, chain=None):
        key = key or new_key(Algorithm.ECDSA)
        request = x509.load_pem_x509_csr(request_for(identity, key))
        certificate = issue(request, issuer, years=years, now=now)
        return KeySigner(key, certificate, (issuer.certificate,) if chain is None else chain)

    return make


@pytest.fixture(scope="session")
def leaf(authority):
    """Make a signer with a certificate in which single things are as no CA of ours makes them."""

    def make(**changes):
        issuer = changes.get("issuer", authority)
        key = changes.get("key") or new_key(Algorithm.ECDSA)
        name = [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "某局"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "330203"),
            x509.NameAttribute(NameOID.COMMON_NAME, "王敏"),
        ]
        options = {"subject": x509.Name(name), "ca": False, "usage": {}, "extensions": ()} | changes
        builder = (
            x509.CertificateBuilder()
            .subject_name(options["subject"])
            .issuer_name(issuer.certificate.subject)
            .public_key(key.public_key())
            .serial_number(4711)
            .not_valid_before(NOW - dt.timedelta(days=1))
            .not_valid_after(NOW + dt.timedelta(days=365))
        )
        if options["ca"] is not None:
            builder = builder.add_extension(
                x509.BasicConstraints(options["ca"], None), critical=True
            )
        if options["usage"] is not None:
            names = "digital_signature content_commitment key_encipherment data_encipherment "
            names += "key_agreement key_cert_sign crl_sign encipher_only decipher_only"
            usage = dict.fromkeys(names.split(), False) | {"digital_signature": True}
            usage = x509.KeyUsage(**(usage | options["usage"]))
            builder = builder.add_extension(usage, critical=True)
        for extension, critical in options["extensions"]:
            builder = builder.add_extension(extension, critical=critical)
        certificate = builder.sign(issuer.key, options.get("hash", hashes.SHA256()))
        return KeySigner(key, certificate, changes.get("chain", (issuer.certificate,)))

    return make


@pytest.fixture(scope="session", params=list(Algorithm))
def any_forge(request, authority, make_signer):
    """A genuine package, once signed by RSA and once by P-256."""
    return Forge(make_signer(key=new_key(request.param)), authority, make_signer)


@pytest.fixture(scope="session")
def forge(authority, make_signer):
    """A genuine package signed by P-256."""
    return Forge(make_signer(), authority, make_signer)


@pytest.fixture(scope="session")
def judged(authority):
    """Return the verdict on bytes, having taken no longer than a verdict may take."""

    def run(data, *, trust=(authority.certificate,), now=NOW, **more):
        return done_within(2, lambda: verify(data, trust=trust, now=now, **more))

    return run


@pytest.fixture(scope="session")
def part_names():
    """The names of the parts of the genuine package that are signed."""
    return layout.part_names(SHEETS)
