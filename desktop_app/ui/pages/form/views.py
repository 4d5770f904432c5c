"""What pages show of each form to begin with: columns, and which stand beside last period's."""

from __future__ import annotations

from desktop_app.catalogue.model import Field, Form
from desktop_app.domain.periods import parse_period
from desktop_app.i18n import _, language, plural, short_of, unit_word
from desktop_app.work.extras import extra_fields

FIRST_COLUMNS: dict[str, tuple[str, ...]] = {
    "firm": (
        *("uscc", "certificate", "labels", "industry_code", "above_scale", "town"),
        *("main_business", "legal_rep", "phone", "op_status"),
    ),
    "rd_activity": (
        *("rd_staff", "bachelor_staff", "rd_total", "staff_cost", "direct_input", "depreciation"),
        *("outsourced", "other_cost", "self_funds", "government_funds", "deduction_claimed"),
    ),
    "firm_period": (
        *("revenue", "staff_end", "total_profit", "value_added", "industrial_output"),
        *("hitech_products", "tech_income", "net_profit", "taxes_paid", "total_assets", "equity"),
    ),
    "patent": (
        *("app_no", "of_firm", "ptype", "status", "app_date", "grant_date", "owners", "inventor"),
        *("high_value", "route"),
    ),
    "incubator": (
        *("area_total", "tenants", "tenants_new", "tenants_hte", "tenant_staff", "tenant_income"),
        *("ip_valid", "grad_year", "income", "mentors", "invested_amt"),
    ),
    "makerspace": (
        *("area", "seats", "teams", "startups", "mentors", "events", "income", "ip_valid"),
        *("invested_amt",),
    ),
}
"""Columns of the wide forms at first; a form that is not named shows all of its fields."""

COMPARED: dict[str, tuple[str, ...]] = {
    "rd_activity": ("rd_total",),
    "firm_period": ("revenue",),
    "super_deduction": ("amount_rd",),
    "incubator": ("tenants",),
    "makerspace": ("teams",),
}
"""Figures that stand beside last period's at first."""


def form_label(form: Form) -> str:
    """Return what a form is called on pages, in the user's language."""
    return short_of(form)


def unit_of(form: Form) -> str:
    """Return the display unit that most of a periodic form's money has, or ""."""
    if not form.periodic:
        return ""
    units = [field.unit for field in form.typed if field.unit.endswith("元")]
    return unit_word(max(set(units), key=units.count)) if units else ""


def counted(form: Form, count: int) -> str:
    """Return a number of rows in the measure word of a form: 214 家, 3,402 件."""
    words = {
        "patent": plural("{n} 件", count),
        "patent_owner": plural("{n} 人", count),
        "rd_project": plural("{n} 项", count),
        "achievement": plural("{n} 项", count),
        "unit_total": plural("{n} 项", count),
    }
    by_firm = form.code == "firm" or form.key in {("firm", "period"), ("carrier", "period")}
    return words.get(form.code) or (
        _("{n} 家").format(n=f"{count:,}") if by_firm else plural("{n} 条", count)
    )


def placed(form: Form, place: int, count: int) -> str:
    """Return which of how many rows is shown: 第 4 家，共 214 家."""
    # English says "4 of 214" of anything that is counted.
    now = counted(form, place) if language() == "zh" else f"{place:,}"
    return _("第 {n}，共 {m}").format(n=now, m=counted(form, count))


def part_label(form: Form) -> str:
    """Return a form's label where several stand in a row."""
    words = {
        "hte_cert": _("高企证书"),
        "tech_sme": _("科小入库"),
        "rd_institution": _("研发机构"),
        "achievement": _("成果"),
    }
    return words.get(form.code) or form_label(form)


def row_word(form: Form) -> str:
    """Return the heading of the column that names the rows."""
    if form.code in {"patent", "patent_owner"}:
        return _("专利名称")
    if form.parent == "carrier" or form.code == "carrier":
        return _("载体")
    if form.code == "unit_total":
        return _("指标")
    return _("企业")


def typed_fields(form: Form, period: str) -> tuple[Field, ...]:
    """Return the fields of a form that a period's version has."""
    if not form.periodic:
        return form.typed
    year = parse_period(period).year
    return tuple(field for field in form.typed if field.in_version(year))


def all_columns(form: Form, period: str) -> tuple[Field, ...]:
    """Return everything that a form can show in a period; what comes from elsewhere is second."""
    fields = typed_fields(form, period)
    return (*fields[:1], *extra_fields(form.code), *fields[1:])


def first_columns(form: Form, period: str) -> tuple[str, ...]:
    """Return the columns that are shown at first, in the order of the form."""
    codes = tuple(field.code for field in all_columns(form, period))
    wanted = FIRST_COLUMNS.get(form.code)
    if wanted is None:
        hidden = {form.name_field} if named_by_itself(form) else set()
        return tuple(code for code in codes if code not in hidden)
    return tuple(code for code in codes if code in wanted)


def named_by_itself(form: Form) -> bool:
    """Whether the name column shows the form's own name field, not its parent."""
    return not form.parent or not form.parent_required
