"""Headings that are nearly a field's."""

from __future__ import annotations

import pytest

from desktop_app.importing.mapping.lexicon import lexicon
from desktop_app.importing.mapping.near import near_field
from desktop_app.importing.mapping.normal import heading_key


@pytest.mark.parametrize(
    ("heading", "is_sure"),
    [("证书有效期截止", True), ("证书有效期始", False)],
)
def test_that_the_begin_of_a_time_is_not_taken_for_its_end(catalogue, heading, is_sure):
    found = near_field(heading_key(heading), ["hte_cert"], catalogue)
    assert found is not None
    target, sure = found
    assert (target.field, sure) == ("expire_date", is_sure)


def test_that_nearly_the_same_figure_is_taken_and_asked_about(catalogue):
    [target, *_others] = lexicon(catalogue).targets(heading_key("科技活动人员"))[0]
    assert target == ("rd_activity", "rd_staff", 1.0, "near")


@pytest.mark.parametrize("heading", ["营业收入增速", "营业收入同比增长率", "营业收入增长(%)"])
def test_that_the_growth_of_a_figure_is_not_nearly_the_figure(catalogue, heading):
    assert near_field(heading_key(heading), ["firm_period"], catalogue) is None


def test_that_a_figure_written_nearly_right_is_still_proposed(catalogue):
    found = near_field(heading_key("营业收人"), ["firm_period"], catalogue)
    assert found is not None
    assert found[0].field == "revenue"
