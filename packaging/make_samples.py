"""Makes the sample data: python packaging/make_samples.py resources/samples.

The same bytes each time. Everything in it is made up.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

from samples.books import write_firms
from samples.carriers import make_incubators, make_makerspaces
from samples.faults import Story, plant, told
from samples.figures import make_figures
from samples.filings import make_filings
from samples.firms import make_firms
from samples.ledgers import write_incubators, write_patents
from samples.patents import make_patents

SEED = 330203


def make(folder: Path) -> None:
    """Write the three files of the office and the story of their faults into a folder."""
    firms = make_firms(Random(f"{SEED} firms"))
    patents = make_patents(Random(f"{SEED} patents"), firms)
    figures, projects = make_figures(Random(f"{SEED} figures"), firms, patents)
    filings = make_filings(firms, figures, patents)
    incubators = make_incubators(Random(f"{SEED} incubators"))
    makerspaces = make_makerspaces(Random(f"{SEED} makerspaces"))
    story = Story(firms, figures, projects, patents, incubators)
    plant(story)
    folder.mkdir(parents=True, exist_ok=True)
    write_firms(folder / "1.企业及研发投入.xlsx", story, filings, makerspaces)
    write_patents(folder / "2.专利台账.xls", patents)
    write_incubators(folder / "3.孵化器.csv", incubators)
    (folder / "corrections.toml").write_text(told(story), encoding="utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
