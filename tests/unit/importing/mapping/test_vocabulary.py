"""Words that offices use for the fields of the forms, beside those that the forms print."""

from __future__ import annotations

import pytest

CODE = "91330203MA2TE5T1XB"
NAME = "宁波示例甲科技有限公司"
FIRM = {"企业名称": NAME, "统一社会信用代码": CODE}
CARRIER = {"孵化器名称": "示例孵化器", "级别": "国家级"}
OF_FIRMS = {
    ("firm", "found_date"): ("2012-03-05", ["创办时间", "工商成立日期", "注册成立年月"]),
    ("firm", "address"): ("示例路1号", ["厂址", "办公场所"]),
    ("firm", "town"): ("示例街道", ["街道乡镇", "所在街镇", "街道名称"]),
    ("firm", "contact"): ("示例一", ["联络人", "对接人", "业务联系人"]),
    ("firm", "phone"): ("0574-80000000", ["电话/手机", "联系号码", "办公室电话"]),
    ("firm", "email"): ("a@example.com", ["邮箱地址", "邮件地址"]),
    ("firm", "main_business"): ("轴承", ["主要产品或服务", "主营业务及产品"]),
    ("firm_period", "revenue"): (1234, ["营业额", "年度营业收入", "年销售收入", "营收额"]),
    ("firm_period", "total_profit"): (1234, ["年利润总额", "年度利润总额", "利润额"]),
    ("firm_period", "net_profit"): (1234, ["净利", "年净利润"]),
    ("firm_period", "total_assets"): (1234, ["年末资产", "年度资产总额"]),
    ("firm_period", "taxes_paid"): (1234, ["缴纳税金", "入库税额", "年纳税额", "税收贡献"]),
    ("firm_period", "exports"): (1234, ["外贸出口额", "自营出口额"]),
    ("firm_period", "staff_end"): (1234, ["总人数", "全部职工人数", "人员规模"]),
    ("firm_period", "staff_average"): (1234, ["年均人数", "月平均人数"]),
    ("rd_activity", "rd_total"): (1234, ["R&D费用", "RD投入", "年度研发投入", "研发资金投入"]),
    ("rd_activity", "rd_staff"): (1234, ["研发团队人数", "从事研发活动人员"]),
}
OF_CARRIERS = {
    ("carrier", "operator"): (NAME, ["依托单位", "建设单位", "主办单位", "所属企业"]),
    ("carrier", "cert_date"): ("2020-05-06", ["认定年月", "获批时间"]),
    ("incubator", "area_total"): (1234, ["总建筑面积", "运营面积"]),
    ("incubator", "tenants"): (12, ["孵化企业数", "在孵企业家数"]),
    ("incubator", "area_tenant"): (1234, ["企业使用面积", "在孵企业场地面积"]),
    ("incubator", "invested_n"): (12, ["获得融资企业数", "获投企业数"]),
}
CASES = [
    (base, field, value, word)
    for base, fields in ((FIRM, OF_FIRMS), (CARRIER, OF_CARRIERS))
    for field, (value, said) in fields.items()
    for word in said
]


def taken_for(found, word):
    (mapping,) = [one.mapping for one in found.preview.sheets]
    column = next(one for one in mapping.columns if one.heading == word)
    return column.form, column.field


@pytest.mark.parametrize(("base", "field", "value", "word"), CASES)
def test_that_the_words_of_offices_are_known(sheet, base, field, value, word):
    rows = [["2023年情况表"], [*base, word], [*base.values(), value]]
    assert taken_for(sheet(rows), word) == field


@pytest.mark.parametrize("word", ["出口交货值", "人工成本", "科技投入", "在岗职工", "销售产值"])
def test_that_words_for_something_else_are_left_out(sheet, word):
    found = sheet([["2023年情况表"], [*FIRM, word], [*FIRM.values(), 1234]])
    assert taken_for(found, word) == ("", "")


VALUES = {
    ("营业状态", "firm", "op_status"): {
        "营业中": "1",
        "歇业中": "2",
        "已关停": "4",
        "破产清算": "5",
    },
    ("企业规模", "firm", "scale"): {"L": "1", "M": "2", "S": "3", "XS": "4"},
    ("控股情况", "firm", "holding"): {"国企": "1", "民营企业": "3", "外资企业": "5"},
    ("上市情况", "firm", "listing"): {"新三板创新层": "6", "上交所科创板": "4", "非上市": "0"},
}


@pytest.mark.parametrize(
    ("head", "word", "code"),
    [(head, word, code) for head, said in VALUES.items() for word, code in said.items()],
)
def test_that_the_words_of_offices_for_codes_are_known(sheet, head, word, code):
    heading, form, field = head
    found = sheet([["2023年情况表"], [*FIRM, heading], [*FIRM.values(), word]])
    assert [one[field] for one in found.fields(form)] == [code]
    assert found.flags == {}


@pytest.mark.parametrize("word", ["市级专精特新", "宁波市专精特新中小企业", "区级专精特新企业"])
def test_that_a_label_of_the_city_is_not_that_of_the_province_in_silence(sheet, word):
    head, row = [*FIRM, "认定年度", "称号"], [*FIRM.values(), 2022, word]
    found = sheet([["2023年情况表"], head, row])
    assert found.flags == {3: {"near_word"}} or found.entries[-1].get("rejected")
