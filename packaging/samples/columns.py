"""The columns of the sheets: what an office heads them with, and which figure stands there."""

from __future__ import annotations

from dataclasses import dataclass

from samples.figures import Figures

PER_UNIT = {"千元": 1, "万元": 10}


@dataclass(frozen=True)
class Column:
    """A column of figures; money is given in 千元 and shown in the unit of its sheet."""

    heading: str
    name: str
    money: bool = True
    optional: bool = False

    def value(self, figures: Figures, unit: str) -> float | int | str:
        """Return what stands in the cell; a dash where a figure does not apply."""
        figure = figures.get(self.name, 0)
        if self.optional and not figure:
            return "—"
        if self.money and PER_UNIT[unit] != 1:
            return figure / PER_UNIT[unit]
        return figure


def _money(*pairs: tuple[str, str]) -> tuple[Column, ...]:
    return tuple(Column(heading, name) for heading, name in pairs)


def _count(*pairs: tuple[str, str]) -> tuple[Column, ...]:
    return tuple(Column(heading, name, money=False) for heading, name in pairs)


ECONOMY = (
    Column("工业总产值", "industrial_output", optional=True),
    Column("增加值", "value_added", optional=True),
    *_money(
        ("营业收入", "revenue"),
        ("其中：主营业务收入", "main_revenue"),
        ("技术收入", "tech_income"),
        ("产品销售收入", "product_sales"),
        ("其中：高新技术产品收入", "hitech_products"),
        ("商品销售收入", "goods_sales"),
        ("其他营业收入", "other_revenue"),
        ("进出口总额", "trade_total"),
        ("其中：出口总额", "exports"),
        ("营业利润", "operating_profit"),
        ("营业外收入", "non_operating_income"),
        ("营业外支出", "non_operating_expense"),
        ("利润总额", "total_profit"),
        ("所得税费用", "income_tax"),
        ("净利润", "net_profit"),
        ("实际上缴税费总额", "taxes_paid"),
        ("实缴增值税", "vat_paid"),
        ("实缴所得税", "income_tax_paid"),
        ("资产总计", "total_assets"),
        ("流动资产合计", "current_assets"),
        ("非流动资产合计", "non_current_assets"),
        ("负债合计", "liabilities"),
        ("所有者权益合计", "equity"),
    ),
    *_count(("从业人员期末人数（人）", "staff_end"), ("从业人员平均人数（人）", "staff_average")),
    *_money(("应付职工薪酬", "payroll")),
)
RESEARCH = (
    *_count(
        ("研究开发人员合计（人）", "rd_staff"),
        ("其中：管理和服务人员（人）", "admin_staff"),
        ("女性人员（人）", "female_staff"),
        ("全职人员（人）", "full_time_staff"),
        ("本科毕业及以上人员（人）", "bachelor_staff"),
        ("外聘人员（人）", "external_staff"),
    ),
    *_money(
        ("研究开发费用合计", "rd_total"),
        ("1.人员人工费用", "staff_cost"),
        ("2.直接投入费用", "direct_input"),
        ("3.折旧费用与长期待摊费用", "depreciation"),
        ("4.无形资产摊销费用", "amortisation"),
        ("5.设计费用", "design_cost"),
        ("6.装备调试费用与试验费用", "testing_cost"),
        ("7.委托外部研究开发费用", "outsourced"),
        ("②委托境内高等学校", "outsourced_universities"),
        ("③委托境内企业", "outsourced_firms"),
        ("8.其他费用", "other_cost"),
        ("当年形成用于研究开发的固定资产", "fixed_assets"),
        ("其中：仪器和设备", "instruments"),
        ("来自企业自筹", "self_funds"),
        ("来自政府部门", "government_funds"),
        ("来自银行贷款", "bank_loans"),
        ("申报加计扣除减免税的研究开发支出", "deduction_claimed"),
        ("加计扣除减免税金额", "deduction_saved"),
        ("高新技术企业减免税金额", "hte_saved"),
    ),
    *_count(
        ("期末机构数（个）", "institutions"),
        ("机构研究开发人员（人）", "institution_staff"),
        ("其中：博士毕业（人）", "institution_doctors"),
        ("硕士毕业（人）", "institution_masters"),
    ),
    *_money(
        ("机构研究开发费用", "institution_cost"),
        ("期末仪器和设备原价", "institution_equipment"),
    ),
    *_count(
        ("当年专利申请数（件）", "patent_applications"),
        ("其中：发明专利申请数（件）", "invention_applications"),
        ("期末有效发明专利数（件）", "valid_inventions"),
        ("其中：已被实施（件）", "inventions_used"),
    ),
    *_money(("新产品销售收入", "new_product_sales"), ("新产品出口销售收入", "new_product_exports")),
    *_count(
        ("期末拥有注册商标（件）", "trademarks"),
        ("发表科技论文（篇）", "papers"),
        ("形成国家或行业标准（项）", "standards"),
    ),
)
INCUBATOR = (
    *_count(
        ("使用总面积（平方米）", "area_total"),
        ("其中：在孵企业用房（平方米）", "area_tenant"),
        ("公共服务用房（平方米）", "area_public"),
        ("办公用房（平方米）", "area_office"),
        ("管理机构从业人员数", "mgr_staff"),
        ("其中：专业孵化服务人员", "mgr_pro"),
        ("创业导师人数", "mentors"),
    ),
    *_money(
        ("孵化器总收入", "income"),
        ("综合服务收入", "income_svc"),
        ("房租及物业收入", "income_rent"),
        ("投资收入", "income_inv"),
        ("其他收入", "income_oth"),
        ("运营成本", "cost"),
        ("孵化基金总额", "fund"),
    ),
    *_count(
        ("在孵企业数", "tenants"),
        ("当年新增在孵企业", "tenants_new"),
        ("在孵企业中高新技术企业", "tenants_hte"),
        ("在孵科技型中小企业", "tenants_sme"),
        ("拥有有效知识产权的企业", "tenants_ip"),
        ("申请专利的企业", "tenants_pat"),
        ("在孵企业从业人员", "tenant_staff"),
    ),
    *_money(("在孵企业总收入", "tenant_income"), ("在孵企业研发投入", "tenant_rd")),
    *_count(
        ("当年知识产权申请数", "ip_apply"),
        ("当年知识产权授权数", "ip_grant"),
        ("拥有有效知识产权数", "ip_valid"),
        ("有效发明专利数", "ip_inv"),
        ("当年毕业企业数", "grad_year"),
        ("累计毕业企业数", "grad_total"),
        ("累计毕业企业中上市（挂牌）", "grad_listed"),
        ("当年获得投融资的在孵企业数", "invested_n"),
    ),
    *_money(("当年获得投融资额", "invested_amt")),
)
MAKERSPACE = (
    *_count(
        ("使用面积（平方米）", "area"),
        ("提供工位数", "seats"),
        ("服务人员数量", "staff"),
        ("创业导师人数", "mentors"),
        ("举办创新创业活动（场次）", "events"),
        ("当年服务的创业团队数量", "teams"),
        ("创业团队人员数量", "teams_staff"),
        ("当年服务的初创企业数量", "startups"),
        ("初创企业吸纳就业人员", "startups_staff"),
        ("当年新注册企业数", "new_reg"),
        ("大学生创业团队（企业）数", "grads"),
        ("留学归国创业数", "returnees"),
        ("上市（挂牌）企业", "listed"),
        ("当年获得投融资的团队及企业数", "invested_n"),
    ),
    *_money(
        ("团队及企业当年获得投资总额", "invested_amt"),
        ("总收入", "income"),
        ("其中：服务收入", "income_svc"),
        ("运营成本", "cost"),
        ("享受财政资金支持额", "subsidy"),
    ),
    *_count(("常驻团队及企业拥有有效知识产权", "ip_valid"), ("有效发明专利数", "ip_inv")),
)
