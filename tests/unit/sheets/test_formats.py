from __future__ import annotations

import pytest

from desktop_app.sheets.formats import BUILT_IN, understood
from desktop_app.sheets.table import PLAIN, Look


@pytest.mark.parametrize(
    ("code", "look"),
    [
        ("0.00%", Look(percent=True)),
        ("0!.0,", Look(divisor=10_000)),
        ("0\\.0,", Look(divisor=10_000)),
        ('0"."0,', Look(divisor=10_000)),
        ("0!.0000", Look(divisor=10_000)),
        ("#,##0,", Look(divisor=1_000)),
        ("0.00,,", Look(divisor=1_000_000)),
        ('#,##0.00"万元"', Look(unit="万元")),
        ('0"人"', Look(unit="人")),
        ("[$USD] 0.00", Look(unit="USD")),
        ("[$¥-804]#,##0.00", Look(unit="¥")),
        ("0\\%", Look(unit="%")),
        ("000000", Look(digits=6)),
        ('[>=10000]0!.0,"万元";0"元"', Look(varies=True)),
        ("General", PLAIN),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', PLAIN),
        ("0.00E+00", PLAIN),
        ("@", PLAIN),
        ("[DBNum2][$-804]General", PLAIN),
        ("0_);[Red](0)", PLAIN),
    ],
)
def test_that_what_a_person_sees_of_a_number_is_known(code, look):
    said = understood(code)
    assert (said.is_date, said.look) == (False, look)


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("yyyy-mm-dd", ""),
        ("[$-F800]dddd, mmmm dd, yyyy", ""),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日";@', ""),
        ('yyyy"年"m"月"', "ym"),
        ("mmm-yy", "ym"),
        ('e"年"', "y"),
        ("m/d", "md"),
        ("h:mm", "t"),
        ("mm:ss.0", "t"),
    ],
)
def test_that_a_date_tells_which_parts_it_shows(code, parts):
    said = understood(code)
    assert (said.is_date, said.look.date) == (True, parts)


def test_that_hours_beyond_a_day_are_a_span():
    assert understood("[h]:mm").is_span


def test_that_the_formats_known_by_number_are_dates_in_china():
    assert understood(BUILT_IN[31]) == understood('yyyy"年"m"月"d"日"')
    assert all(understood(code).is_date for number, code in BUILT_IN.items() if number > 10)
