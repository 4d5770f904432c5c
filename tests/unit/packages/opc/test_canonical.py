"""Canonical XML, against bytes written by hand from the standard."""

from __future__ import annotations

import hashlib
import time
from base64 import b64encode

import pytest
from lxml import etree

from desktop_app.packages.opc import canonical
from desktop_app.packages.verdict import Refused

OFFICE_FRAGMENT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
    '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#" Id="idPackageSignature">'
    '<Object Id="idOfficeObject"><SignatureProperties>'
    '<SignatureProperty Id="idOfficeV1Details" Target="#idPackageSignature">'
    '<SignatureInfoV1 xmlns="http://schemas.microsoft.com/office/2006/digsig">'
    "<SetupID/><SignatureComments>甬 &lt; 2</SignatureComments>"
    "<WindowsVersion>10.0</WindowsVersion>"
    "</SignatureInfoV1></SignatureProperty></SignatureProperties></Object></Signature>"
)
CANONICAL_OBJECT = (
    '<Object xmlns="http://www.w3.org/2000/09/xmldsig#" Id="idOfficeObject"><SignatureProperties>'
    '<SignatureProperty Id="idOfficeV1Details" Target="#idPackageSignature">'
    '<SignatureInfoV1 xmlns="http://schemas.microsoft.com/office/2006/digsig">'
    "<SetupID></SetupID><SignatureComments>甬 &lt; 2</SignatureComments>"
    "<WindowsVersion>10.0</WindowsVersion>"
    "</SignatureInfoV1></SignatureProperty></SignatureProperties></Object>"
)
SMALL = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<a b="1"><c></c></a>'


def test_that_an_element_below_the_root_is_canonical_as_office_digests_it():
    root = etree.fromstring(OFFICE_FRAGMENT.encode())
    assert canonical.c14n(root[0]) == CANONICAL_OBJECT.encode()
    digest = b64encode(hashlib.sha256(canonical.c14n(root[0])).digest()).decode()
    assert digest == "KX6BhjCFhJVknCUFhTuUNWXjSiYEbb5iSDgjX/3LRk4="


def test_that_inherited_prefixes_are_declared_on_the_element():
    root = etree.fromstring('<a xmlns="urn:a" xmlns:x="urn:x"><b z="1" x:y="2"/>tail</a>')
    assert canonical.c14n(root[0]) == (b'<b xmlns="urn:a" xmlns:x="urn:x" z="1" x:y="2"></b>')


def test_that_what_is_written_can_be_read():
    assert canonical.serialise(canonical.parse(SMALL, "a.xml")) == SMALL


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a></a>",
        SMALL + b"\n",
        SMALL[:-1],
        SMALL.replace(b"<c></c>", b"<c/>"),
        SMALL.replace(b"<c></c>", b"<c></c><!-- -->"),
        SMALL.replace(b"<c></c>", b"<?p?><c></c>"),
        SMALL.replace(b"<a ", b"<!DOCTYPE a><a "),
        SMALL.replace(b'b="1"', b"b='1'"),
        SMALL.replace(b'b="1"', b'b="1" '),
        SMALL.replace(b'b="1"', b'b="&#49;"'),
        SMALL.replace(b"<c></c>", b"<c>\xff</c>"),
        SMALL.replace(b"<c></c>", b"<c>&e;</c>"),
        SMALL.replace(b"<c></c>", b"x" * canonical.MAX_XML),
    ],
)
def test_that_any_other_form_is_refused(data):
    with pytest.raises(Refused, match="part-xml"):
        canonical.parse(data, "a.xml")


@pytest.mark.parametrize(
    "attribute",
    [
        pytest.param(' a{:06}=""', id="attributes"),
        pytest.param(' xmlns:a{:06}="u:u"', id="namespaces"),
    ],
)
def test_that_many_names_are_refused_before_they_take_long(attribute):
    count = canonical.MAX_XML // len(attribute.format(0)) - 100
    names = "".join(attribute.format(number) for number in range(count))
    data = canonical.DECLARATION + f"<a{names}></a>".encode()
    start = time.thread_time()
    with pytest.raises(Refused, match="part-xml"):
        canonical.parse(data, "a.xml")
    assert time.thread_time() - start < 1
