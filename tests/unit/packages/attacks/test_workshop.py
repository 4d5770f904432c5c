"""What the attacks stand on: the genuine package is valid, and the workshop can make it."""

from desktop_app.packages.verdict import Word


def test_that_the_genuine_package_is_valid(any_forge, judged):
    verdict = judged(any_forge.genuine, expected_unit="330203")
    assert (verdict.word, verdict.causes) == (Word.VALID, ())
    assert (verdict.unit, verdict.claimed_at) == ("330203", any_forge.NOW)


def test_that_taking_apart_and_zipping_again_gives_the_same_bytes(any_forge):
    assert any_forge.zip(any_forge.entries) == any_forge.genuine


def test_that_signing_anew_with_the_same_key_is_valid(any_forge, judged):
    resigned = any_forge.resigned()
    assert judged(resigned).word is Word.VALID
