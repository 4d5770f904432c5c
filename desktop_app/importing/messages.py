"""Says in words why a row is refused or questioned."""

from __future__ import annotations

from desktop_app.domain.reasons import Reason
from desktop_app.i18n import _, reason_text
from desktop_app.importing.model import FirmCandidate, Remark

_KNOWN = frozenset(reason.value for reason in Reason)


def row_message(remark: Remark, heading: str = "") -> str:
    """Return one sentence about a row, naming the column that it is about."""
    text = remark_text(remark)
    return f"{heading}：{text}" if heading and remark.column >= 0 else text


def remark_text(remark: Remark) -> str:
    """Return what a flag or reason says, with the values that it is about."""
    texts = _reasons() | _flags()
    text = _asking().get(remark.code) if remark.other else None
    text = text or texts.get(remark.code)
    if text is None:
        text = reason_text(Reason(remark.code)) if remark.code in _KNOWN else remark.code
    quoted = _("“{read}”").format(read=remark.read) if remark.read else ""
    return text.format(read=quoted, other=remark.other)


def _asking() -> dict[str, str]:
    """Return what is said where it is known what may be meant."""
    return {
        "firm_unknown": _("名录里没有这家企业，名称相近的有{other}，认定后再导入"),
        "unknown_figure": _("{read}在“{other}”列，不知道是不是这个指标的值，在列对应里选定"),
        "ambiguous_code": _("{read}可能是{other}，选定是哪一个再导入"),
        "not_in_list": _("{read}不是这里收的指标，{other}"),
        "several_values": _("{read}的逗号不在千位上，可能是 {other}，也可能是几个数，按原件改写"),
        "unit_doubtful": _("数的大小与单位不符，像是{other}，与原表核对"),
    }


def _reasons() -> dict[str, str]:
    """Return why rows are refused, by stable id."""
    return {
        "no_identity": _("缺少认记录用的代码、编号或名称"),
        "firm_unknown": _("名录里没有这家企业，先补信用代码"),
        "several_firms": _("名录里有几家叫“{other}”，写上信用代码"),
        "wrong_check_digit": _("{read}校验位不对，与原件核对"),
        "lost_digits": _("{read}被表格改成了数字，后几位已丢失，按原件重填"),
        "error_in_key": _("代码格是错误值或没有结果"),
        "id_card": _("身份证号码，本软件不保存"),
        "not_a_patent_no": _("{read}不是申请号"),
        "unknown_figure": _("没有{read}这个指标，改成本软件的指标名，或在列对应里选定"),
        "no_period": _("没有写是哪一期的数，选定期别后再导入"),
        "no_figure": _("这个指标的数没有读出来，按原件填上"),
        "bad_period": _("{read}不是期别，写成 2024 或 2024 年 1–9 月"),
        "several_values": _("{read}一格里有几个值"),
    }


def _flags() -> dict[str, str]:
    """Return why rows are questioned, by stable id."""
    return _value_flags() | _row_flags()


def _value_flags() -> dict[str, str]:
    return {
        "approximate": _("{read}是约数，按其中的数收下"),
        "rounded": _("{read}小数太多，只收到分"),
        "unit_in_cell": _("{read}自带单位，与表头不同，已换算"),
        "unit_given": _("{read}自带单位"),
        "odd_separators": _("{read}的分隔符少见，按数字收下"),
        "odd_minus": _("{read}前的三角按负号收下"),
        "negative": _("{read}是负数，这一项不会小于 0，与原表核对"),
        "letters_in_number": _("{read}里的字母按数字收下，与原件核对"),
        "unit_doubtful": _("数的大小与单位不符，与原表核对"),
        "unit_assumed": _("没有写单位，按旁边同一项的单位，没有的按本表单位收下"),
        "foreign_currency": _("{read}是外币，没有换算，留作待改文字"),
        "merged_figure": _("这一格合并了几家或几期的几行，数只收在第一行，与原表核对"),
        "shown_otherwise": _("表里显示的与格里的值不同，按显示的收下"),
        "comment": _("这一格有批注{read}，按格里的值收下"),
        "comment_differs": _("批注或附注与表头写的单位或期别不同，按表头收下"),
        "struck_out": _("这一格有删除线：整格划掉的照收，只划掉几个字的不读那几个字，与原表核对"),
        "date_for_number": _("格式是日期，按数字收下"),
        "percent_or_share": _("{read}是百分数还是比例不清楚，与原表核对"),
        "columns_swapped": _("企业名称与信用代码写反了，已对调"),
        "share_as_percent": _("按比例写的，已乘 100"),
        "far_date": _("{read}离现在太远，与原件核对"),
        "date_serial": _("{read}是日期序号，已换成日期"),
        "two_digit_year": _("{read}年份只有两位"),
        "ambiguous_date": _("{read}可以读成两个日期"),
        "partial_date": _("{read}只有年或年月，留作待改文字"),
        "duration": _("{read}是一段时间，不是哪一天，留作待改文字"),
        "range": _("{read}是一段时间，取了一头"),
        "zero_for_blank": _("日期格里是 0，按空收下"),
        "error_cell": _("这一格是错误值{read}，按空收下"),
        "broken_text": _("文字有损坏，缺字或断行不对，与原件核对"),
        "no_value": _("公式没有结果，按空收下；在 Excel 或 WPS 中打开保存一次"),
        "zero_added": _("{read}前面的 0 已补上"),
        "repaired": _("{read}按校验位改正，与原件核对"),
        "wrong_check": _("{read}校验位不对，照原样收下"),
        "wrong_form": _("{read}样式不对，照原样收下"),
        "check_digit_added": _("{read}缺校验位，已补上"),
        "other_office": _("{read}是外国申请号，没有核对"),
        "remark_in_cell": _("{read}带有说明，只收了其中的值"),
        "near_word": _("{read}与代码表略有出入，按最像的收下"),
        "private_sign": _("{read}里有自造字，换一台电脑可能显示不出"),
        "tax_no": _("{read}是旧税号，取了其中的组织机构代码"),
        "codes_differ": _("{read}与本行的另一代码不是同一家，没有收"),
        "code_exception": _("{read}校验位不对，因有例外说明照收"),
    }


def _row_flags() -> dict[str, str]:
    return {
        "by_name": _("没有代码，按名称认作“{other}”"),
        "by_former_name": _("没有代码，按曾用名认作“{other}”"),
        "by_answer": _("按已作的认定认作“{other}”"),
        "near_name": _("名录里有名称相近的{other}，当作另一家"),
        "name_differs": _("同一代码，名录里叫“{other}”"),
        "code_differs": _("这个名称在名录里是代码 {other} 的企业，当作另一家"),
        "no_code": _("没有信用代码，当作新企业"),
        "owner_unknown": _("名录里没有这家专利权人，专利没有归到企业"),
        "other_unit": _("所属地不是本单位"),
        "place_differs": _("标题说是 {other} 的，与名录里的所属地不同，名录没有改"),
        "year_differs": _("{read}里的年份不是{other}年，照收，与原件核对"),
        "title_differs": _("标题说的是{other}，与这里收的不是一回事，与原表核对"),
        "firm_alone": _("没有本表要的编号等内容，只收了企业"),
        "claim_number": _("{read}填在问有没有的一栏里，按编号收下，与原件核对"),
        "claim_differs": _("这一行写着没有，却填了编号或日期，照收，与原件核对"),
        "title_revokes": _("标题说的是取消、撤销的名单，这里按原来有的收下，与原件核对"),
        "doubled": _("与前面的行重复"),
        "doubled_column": _("{read}在重复的列里，与已收的不同，没有收"),
        "contradictory": _("同一记录的几行不一致，以后面的为准"),
        "period_assumed": _("这一列没写期别，按其他各列的期别"),
        "maybe_cumulative": _("各期的数一年里从不下降，可能是累计数"),
        "falls_to_date": _("表上说是累计数，这一期却比前面的少"),
        "sum_differs": _("表上{read}，相加是 {other}"),
        "sum_of_stocks": _("期末的数不能按期相加，{read} 不像是全年的数"),
        "part_missing": _("最后一期各行都还没填，{read} 只是已填各期之和"),
        "from_above": _("这一行没写企业，按上一行"),
        "figure_unknown": _("{read}只写了期别，没写是哪个指标，没有收"),
        "left_out": _("有几格缺少代码、名称或期别，没有收"),
        "far_cell": _("这一行在表格右边很远处还有内容，没有收"),
        "hidden_row": _("这一行在表里是隐藏的"),
        "hidden_column": _("这一列在表里是隐藏的"),
        "hidden_sheet": _("这张工作表是隐藏的"),
        "heading_below": _("表头在数据下面，列是按它认的"),
        "guessed_heading": _("表头与字段名略有出入"),
        "period_from_file": _("期别取自文件名"),
        "period_from_cover": _("期别取自封面"),
        "firm_from_cover": _("这张表没写企业，按前面的表"),
        "said_to_date": _("写明累计，单月、单季的按年初起累计收下"),
        "tab_differs": _("标题与工作表名的期别不一致，按标题的收"),
        "form_from_file": _("列的含义按文件名认的"),
    }


def candidate_text(candidate: FirmCandidate) -> str:
    """Return how alike the name of a firm is, and in what it differs."""
    how = {
        "legal_form": _("公司形式不同"),
        "place": _("地名不同"),
        "traditional": _("繁简不同"),
        "sound": _("读音相同"),
        "short": _("简称"),
        "former": _("曾用名相近"),
        "letters": _("个别字不同"),
    }.get(candidate.how, candidate.how)
    return _("相似 {score}%，{how}").format(score=candidate.score, how=how)


def skip_text(reason: str) -> str:
    """Return why a row is no record."""
    return {
        "blank": _("空行"),
        "total": _("合计行"),
        "sign_off": _("签字行"),
        "after_sign_off": _("签字行之后"),
        "note": _("说明"),
        "example": _("示例行"),
        "heading": _("重复的表头"),
        "numbering": _("栏号行"),
        "list": _("代码目录，不是数据"),
        "notes": _("说明，不是数据"),
        "empty": _("空表"),
        "no_heading": _("没有找到表头，不是数据表"),
        "no_key": _("认不出是哪张表，没有可认的代码或名称列"),
        "vouchers": _("账簿里一笔一笔的凭证，不是一期的数"),
        "left_out": _("按选择不导入"),
        "other_unit": _("别的区县的数"),
        "figures_of_firm": _("标题说是一家企业或载体的数，这里只收本单位的合计数"),
        "parts_of_unit": _("按街道、乡镇或园区列的数，这里只收本单位一个合计数"),
        "no_figure": _("没有填数"),
        "other_right": _("写明是软件著作权、商标等，不是专利"),
        "no_indicator": _("按区县列的数，没有本软件收的指标"),
    }.get(reason, reason)


def role_word(role: str) -> str:
    """Return what a column says of its rows that is no field of a form."""
    return {
        "period": _("期别"),
        "unit": _("单位"),
        "currency": _("币种"),
        "figure": _("指标名"),
        "value": _("指标值"),
        "choice": _("选项"),
    }.get(role, role)


def column_reason(reason: str) -> str:
    """Return why a column is taken for a field, or why it is not taken."""
    return {
        "label": _("与字段同名"),
        "alias": _("别名"),
        "part": _("其中项"),
        "line": _("按指标代码"),
        "meaning": _("同义"),
        "near": _("名称相近"),
        "values": _("按值认出"),
        "names": _("名称里的类别"),
        "chosen": _("已指定"),
        "remembered": _("按上次的指定"),
        "serial": _("行号"),
        "remark": _("备注"),
        "reasons": _("导出问题行时加的一列，不读"),
        "unknown": _("无对应字段"),
        "ambiguous": _("有几个相近字段"),
        "doubled": _("与另一列重复"),
        "adds": _("补充另一列"),
        "no_key": _("缺少所属报表的代码或名称"),
        "no_period": _("没写期别"),
        "bad_period": _("期别不是一期"),
        "foreign_currency": _("外币，不换算"),
        "unit_unknown": _("单位与字段不符"),
        "other_unit": _("别的区县的数"),
        "not_in_version": _("当年的报表没有这一项"),
        "of_person": _("是所列个人的，不是企业的"),
        "of_deduction": _("税务口径的明细，不是 107-2 的数"),
        "of_project": _("是各个项目的，不是企业的"),
        "of_thing": _("可能是所列机构或成果的，不是企业的"),
        "handed_over": _("转让前的权利人"),
        "claim": _("只说有没有，不成记录"),
    }.get(reason, reason)
