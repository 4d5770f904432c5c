"""Pictures of 收件, a return slip in the making, and 合并, with packages of made-up districts."""

from __future__ import annotations

import hashlib
import random
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from PySide6.QtWidgets import QApplication

from desktop_app.catalogue.model import Catalogue
from desktop_app.domain.plans import ChangePlan, Stored, put
from desktop_app.domain.uids import new_uid
from desktop_app.packages.pki.authority import Authority, issue, new_authority
from desktop_app.packages.pki.identity import Identity
from desktop_app.packages.pki.keys import Algorithm, KeySigner
from desktop_app.packages.pki.request import new_key, request_for
from desktop_app.packages.report.columns import stored_columns
from desktop_app.packages.report.model import PackageContent, SignOff
from desktop_app.packages.report.write import write_package
from desktop_app.paths import resources
from desktop_app.ui.app import make_window
from desktop_app.ui.pages.inbox.page import InboxPage
from desktop_app.ui.shell import Shell
from desktop_app.work.city.merge import merge
from desktop_app.work.keys.enrol import CITY, CITY_OFFICE
from desktop_app.work.settings import read_settings, write_settings
from desktop_app.work.workspace import Workspace, init_workspace

PERIOD = "2024"
SIZES = {"1440x900": (1440, 900), "1366x768": (1366, 768)}
SETTLED = 0.4
PEOPLE = ("沈洁", "周立群", "王敏", "李芳", "张伟", "赵敏", "钱程", "孙立", "吴桐", "郑昀", "何平")
NAMES = ("甬能智能装备", "东海新材料", "鼎新电子", "华翔模具", "永发家居", "天一软件", "四明生物")
SHARED = "91330203MA2TE5T1XB"
MERGED, DROPPED, LOST = 7, 3, 10
"""How many units are merged, how many more are dropped, and the place of one with a gap."""


@dataclass
class District:
    """An office that sends packages.

    Attributes:
        unit: Code of the unit; `place` its place in the annex.
        signer: Who signs; `folder` where the files go.
        previous: Digest of its last package.
    """

    unit: str
    place: int
    signer: KeySigner
    folder: Path
    previous: str = field(default="")

    def send(self, catalogue: Catalogue, name: str, revision: int = 1) -> Path:
        """Write a package of made-up firms."""
        chance = random.Random(self.place)
        count = 4 + self.place
        numbers = range(1, count + 1)
        firms = [self._firm(number, chance) for number in numbers]
        figures = [self._figures(number, chance) for number in numbers[: count - self.place % 2]]
        patents = [self._patent(number) for number in numbers]
        states = ["reported"] * len(figures) + ["missing"] * (count - len(figures))
        due = [
            (f"due{self.place:03}{number:010}", firm["uid"], PERIOD, state, None)
            for number, firm, state in zip(numbers, firms, states, strict=True)
        ]
        rows: Mapping[str, Sequence[Mapping[str, Stored]]] = {
            "firm": firms,
            "firm_period": figures,
            "patent": patents,
        }
        content = PackageContent(
            self.unit,
            PERIOD,
            revision,
            SignOff(
                "周立群", PEOPLE[self.place % len(PEOPLE)], "王敏", "0574-87654321", "2025-01-15"
            ),
            "1",
            (resources() / "templates" / "pledge-1.txt").read_text("utf-8").strip(),
            {
                form: [
                    tuple(one.get(column) for column in stored_columns(catalogue.form(form)))
                    for one in records
                ]
                for form, records in rows.items()
            },
            due=due,
            previous=self.previous,
            report=f"rep{self.place:013}",
        )
        path = self.folder / name
        write_package(path, content, self.signer, catalogue=catalogue, when=datetime.now(UTC))
        self.previous = hashlib.sha256(path.read_bytes()).hexdigest()
        return path

    def _firm(self, number: int, chance: random.Random) -> dict[str, Stored]:
        shared = number == 1 and self.place in {0, 4}
        name = f"宁波{NAMES[(number + self.place) % len(NAMES)]}有限公司"
        return {
            "uid": f"f{self.place:03}{number:012}",
            "name": "宁波永发智能家居有限公司" if shared else name,
            "uscc": SHARED if shared else None,
            "legal_rep": chance.choice(PEOPLE),
            "address": ("鄞州区示例路 8 号" if self.place else "海曙区示例路 1 号"),
            "main_business": "智能家居" if self.place else "家用电器",
            "op_status": "1",
            "found_date": "2012-03-02",
        }

    def _figures(self, number: int, chance: random.Random) -> dict[str, Stored]:
        return {
            "uid": f"p{self.place:03}{number:012}",
            "firm": f"f{self.place:03}{number:012}",
            "period": PERIOD,
            "revenue": chance.randrange(10_000_000, 900_000_000),
            "staff_end": chance.randrange(20, 400),
        }

    def _patent(self, number: int) -> dict[str, Stored]:
        shared = number == 2 and self.place in {0, 2, 5}
        return {
            "uid": f"t{self.place:03}{number:012}",
            "firm": f"f{self.place:03}{number:012}",
            "title": f"一种液压装置（{number}）",
            "app_no": "201710601862.3" if shared else f"2017{1070 + self.place}18{number:02}.3",
            "app_date": "2017-07-01",
        }


def keep_inbox(out: Path) -> None:
    """Write inbox-*.png, return-*.png and merging-*.png into `out`."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        dropped = _make_city(root)
        settings_path = root / "city" / "settings.toml"
        for theme in ("light", "dark"):
            settings = read_settings(settings_path)
            write_settings(settings_path, {**settings, "theme": theme})
            for size, edges in SIZES.items():
                _keep(root / "city", dropped, out, (f"{size}-{theme}", edges))


def _make_city(root: Path) -> Path:
    """Make the city's workspace with some packages merged; return the folder of the others."""
    now = datetime.now(UTC)
    authority = new_authority(Identity(CITY, CITY_OFFICE, "根证书"), years=10, now=now)
    ws = init_workspace(root / "city", role="city", unit="", person="陈立")
    ws.sign_in("陈立", "市科技局")
    certificate = authority.certificate.public_bytes(Encoding.PEM)
    (ws.trust / "ca.pem").write_bytes(certificate)
    folders = [root / "sent", root / "dropped"]
    for folder in folders:
        folder.mkdir()
    _set_deadline(ws)
    districts = [
        District(unit.code, place, _signer(authority, unit.code, place, now), folders[0])
        for place, unit in enumerate(ws.catalogue.units)
    ]
    sent = [one.send(ws.catalogue, f"{one.unit}.xlsx") for one in districts[:MERGED]]
    lost = districts[LOST]
    lost.send(ws.catalogue, "lost.xlsx").unlink()
    sent.append(lost.send(ws.catalogue, f"{lost.unit}-2.xlsx", revision=2))
    merge(ws, sent)
    for one in districts[MERGED : MERGED + DROPPED]:
        one.folder = folders[1]
        label = ws.catalogue.unit_label(one.unit)
        path = one.send(ws.catalogue, f"{label}_{PERIOD}_第1版.xlsx")
        if one.place == MERGED + 1:
            # Somebody saved it again.
            path.write_bytes(path.read_bytes()[:-1] + b"!")
    ws.keep(period=PERIOD)
    ws.close()
    return folders[1]


def _set_deadline(ws: Workspace) -> None:
    day = (datetime.now(UTC) + timedelta(days=6)).date().isoformat()
    values: dict[str, Stored] = {"for_period": PERIOD, "deadline": day}
    ws.store.apply(ChangePlan("task", "期限", (put("task_period", new_uid(), None, values),)))


def _signer(authority: Authority, unit: str, place: int, now: datetime) -> KeySigner:
    key = new_key(Algorithm.ECDSA)
    who = Identity(unit, "科学技术局", PEOPLE[place % len(PEOPLE)], "统计负责人")
    request = x509.load_pem_x509_csr(request_for(who, key))
    return KeySigner(key, issue(request, authority, years=3, now=now), (authority.certificate,))


def _keep(folder: Path, dropped: Path, out: Path, size: tuple[str, tuple[int, int]]) -> None:
    ending, edges = size
    app = QApplication.instance() or QApplication(["shuangbei"])
    assert isinstance(app, QApplication)  # noqa: S101 - narrows the type
    shell = make_window(folder)
    shell.resize(*edges)
    shell.show()
    _settle(app, shell)
    shell.go("inbox")
    _settle(app, shell)
    page = shell.page("inbox")
    assert isinstance(page, InboxPage)  # noqa: S101 - narrows the type
    page.take([dropped])
    _settle(app, shell)
    page.tiles.choose(page.preview.mergeable[0].unit)
    _settle(app, shell)
    shell.grab().save(str(out / f"inbox-{ending}.png"))
    page.begin_slip(page.packages[-1])
    _settle(app, shell)
    for place in (0, 1, 3):
        page.slip.toggle(place)
    _settle(app, shell)
    shell.grab().save(str(out / f"return-{ending}.png"))
    shell.go("merging", {"kind": "firm"})
    _settle(app, shell)
    shell.grab().save(str(out / f"merging-{ending}.png"))
    shell.close()
    app.processEvents()


def _settle(app: QApplication, shell: Shell) -> None:
    quiet = time.monotonic()
    while time.monotonic() - quiet < SETTLED:
        app.processEvents()
        time.sleep(0.005)
        desk = shell.desk
        if shell.stack.currentWidget() is None or desk.operations.busy or desk.at_work:
            quiet = time.monotonic()
