"""The words that firms, people, products and projects are named with; all made up."""

from __future__ import annotations

from dataclasses import dataclass

# Pairs of these make the names of firms.
FIRST = "澄砺璟沐岚翎赫钧昶旻珩栩晏屿桓霁渝楷靖骁衡曜筠峤恪瀚禾锟垚谦"
SECOND = "越川启舟原拓来泰弘安维格思远湃成杉光立凡程泽科芯恒石鸣海图立"
SURNAMES = "陈林王张周徐胡朱沈陆郑方叶余董邵俞夏汪戴施葛罗钱孙袁冯毛洪应"
GIVEN = [
    "予安",
    "知远",
    "清和",
    "景行",
    "思源",
    "文博",
    "雨桐",
    "嘉言",
    "立诚",
    "致远",
    "明轩",
    "书瑶",
    "子衿",
    "若谷",
    "怀瑾",
    "修远",
    "慕白",
    "望舒",
    "秉文",
    "静姝",
    "浩然",
    "云舒",
    "乐康",
    "承志",
    "晓岚",
    "敏行",
    "永年",
    "国栋",
    "志强",
    "建平",
    "丽娟",
    "海燕",
    "雪峰",
    "振宇",
]
TOWNS = [
    "南门街道",
    "江厦街道",
    "西门街道",
    "月湖街道",
    "鼓楼街道",
    "白云街道",
    "段塘街道",
    "望春街道",
    "石碶街道",
    "高桥镇",
    "横街镇",
    "集士港镇",
    "古林镇",
    "洞桥镇",
    "鄞江镇",
]
ROADS = [
    "启岸路",
    "望澄路",
    "云砺路",
    "科拓路",
    "新筑路",
    "湖岚路",
    "丰衡路",
    "集芯路",
    "学远路",
    "霁明路",
]


@dataclass(frozen=True)
class Industry:
    """A line of business.

    Attributes:
        code: Class of GB/T 4754-2017, with its section letter.
        word: What stands in the names of its firms.
        field: High-tech field of its core technology.
        products: What its firms make or do.
        industrial: Whether it is industry (sections B to D).
    """

    code: str
    word: str
    field: str
    products: tuple[str, ...]
    industrial: bool = True


INDUSTRIES = (
    Industry("C3983", "传感科技", "电子信息", ("压力传感器", "温湿度传感器", "位移传感器")),
    Industry("C3824", "电子", "电子信息", ("功率模块", "整流组件", "滤波组件")),
    Industry("C3962", "车联科技", "电子信息", ("车载终端", "车载网关", "泊车控制器")),
    Industry("C3670", "汽车部件", "先进制造与自动化", ("转向节", "制动卡钳", "电池托盘")),
    Industry("C3484", "精密机械", "先进制造与自动化", ("精密齿轮", "滚珠丝杠", "减速器壳体")),
    Industry("C3525", "模具", "先进制造与自动化", ("压铸模具", "双色注塑模", "级进冲压模")),
    Industry("C3441", "泵业", "先进制造与自动化", ("磁力泵", "真空泵", "计量泵")),
    Industry("C3444", "液压", "先进制造与自动化", ("液压马达", "比例阀", "柱塞泵")),
    Industry("C3813", "电机", "先进制造与自动化", ("伺服电机", "无刷电机", "步进电机")),
    Industry("C3821", "电气", "新能源与节能", ("干式变压器", "电抗器", "逆变电源")),
    Industry("C2651", "新材料", "新材料", ("改性树脂", "耐热薄膜", "阻燃母粒")),
    Industry("C2662", "化学材料", "新材料", ("导电浆料", "固化助剂", "水性涂层")),
    Industry("C3391", "铸造", "新材料", ("高强铸件", "耐磨铸件", "薄壁铸件")),
    Industry("C3581", "医疗器械", "生物与新医药", ("监护仪", "超声探头", "雾化器")),
    Industry("C2710", "医药", "生物与新医药", ("原料药中间体", "缓释微粒", "注射级辅料")),
    Industry("C3597", "环保装备", "资源与环境", ("膜分离组件", "污泥干化机", "曝气装置")),
    Industry("C4016", "仪表", "电子信息", ("超声水表", "燃气计量模组", "远传热量表")),
    Industry("C4028", "测控技术", "电子信息", ("信号分析仪", "绝缘测试仪", "电参数记录仪")),
    Industry(
        "I6513",
        "软件",
        "电子信息",
        ("生产排程软件", "仓储调度软件", "图像识别软件"),
        industrial=False,
    ),
    Industry(
        "I6531",
        "信息技术",
        "电子信息",
        ("数据采集网关", "边缘计算节点", "工业协议栈"),
        industrial=False,
    ),
    Industry(
        "M7320",
        "技术研究",
        "高技术服务",
        ("失效分析方法", "可靠性试验方法", "仿真模型"),
        industrial=False,
    ),
)

# How the names of projects are built; {p} is a product, {t} a technique.
PROJECTS = (
    "基于{t}的{p}研究与开发",
    "{t}在{p}中的应用研究",
    "长寿命{p}关键技术研究",
    "高精度{p}的研制",
    "低噪声{p}结构设计与验证",
    "面向复杂工况的{p}开发",
    "{p}在线检测方法研究",
    "小型化{p}的研发",
    "{p}多物理场仿真与优化",
    "新一代{p}控制算法研究",
)
TECHNIQUES = (
    "机器视觉",
    "自适应控制",
    "有限元分析",
    "表面改性",
    "深度学习",
    "微流控",
    "粉末冶金",
    "超声焊接",
    "数字孪生",
    "激光测距",
)
PATENTS = (
    "一种{p}",
    "一种{p}的装配工装",
    "一种{p}的检测装置",
    "一种带自锁结构的{p}",
    "一种{p}用散热结构",
    "{p}及其控制方法",
    "一种基于{t}的{p}",
    "一种{p}的制备方法",
    "一种便于维护的{p}",
    "{p}的密封结构",
)
METHODS = (
    "基于{t}的{p}优化方法",
    "一种{p}的数据处理方法",
    "一种{p}的任务分配方法",
    "一种{p}的异常定位方法",
    "一种{p}的参数标定方法",
)
