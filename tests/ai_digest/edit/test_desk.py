"""The editor's desk: how editions stand, publishing one, correcting one, late news."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from ai_digest import desk, late
from ai_digest.cli import main
from ai_digest.corrections import changes
from ai_digest.errors import NoEditionError, UsageError
from ai_digest.file.evidence import read_evidence
from ai_digest.file.reading import read_article
from ai_digest.file.shelf import Shelf
from ai_digest.gather import Gathered
from ai_digest.model import SourceReport
from ai_digest.own_sources import read_own_sources
from ai_digest.progress import LineReporter
from ai_digest.proofread import check_article
from tests.builders import item
from tests.newsroom import DAY, NOW, ROOT, files_below

if TYPE_CHECKING:
    from pathlib import Path

    from ai_digest.config import Settings
    from ai_digest.model import Item
    from tests.scripted_claude import ScriptedClaude

HEAD = 'title: "雁湖开馆"\nstatus: published\nedition: 2026-09-03\n'
STORY = "### [雁湖开馆](https://yanhu.example/1)\n- **容量**：可容纳 90 人，周末不休息\n- **票价**：30 元\n"


@pytest.fixture
def shelf(settings: Settings) -> Shelf:
    return Shelf(settings.content)


@pytest.fixture
def path(shelf: Shelf) -> Path:
    return shelf.article(DAY)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


def codes(path: Path, shelf: Shelf) -> list[str]:
    return [str(remark.found.code) for remark in check_article(path, shelf)]


def ai_digest(settings: Settings, *arguments: str) -> tuple[int, str]:
    options = ["--settings", str(ROOT / "pelicanconf.py"), "--content", str(settings.content)]
    result = CliRunner().invoke(main, [*options, *arguments])
    return result.exit_code, result.output


def test_status_tells_how_every_edition_stands(settings: Settings, shelf: Shelf, path: Path) -> None:
    """Published and edited, held with its reasons, hand-written, broken: one line each, latest first."""
    edit(path, "- **", "- **编辑**：自己的话\n- **")
    for day, text in {
        "2026-08-01": f"---\n{HEAD}",
        "2026-08-02": f"---\n{HEAD}---\n".replace("09-03", "08-02"),
    }.items():
        (path.parent / f"{day}.md").write_text(text, encoding="utf-8")
    own, broken = (path.parent / f"2026-08-0{day}.md" for day in (2, 1))
    found = {standing.path: standing for standing in desk.standings(shelf)}
    assert [*found] == [path, own, broken]
    assert (found[path].state, found[path].edited) == ("published", 1)
    assert (found[own].state, found[own].edited) == ("published", None)
    assert found[broken].state == "broken"
    assert "not closed" in found[broken].held[0]
    edit(path, "status: published", "status: draft")
    record = shelf.evidence(DAY)
    record.write_text(record.read_text().replace('"held": []', '"held": ["zu wenig"]'), encoding="utf-8")
    assert desk.standings(shelf)[0].held == ("zu wenig",)
    code, said = ai_digest(settings, "status", "--json")
    assert code == 0
    assert json.loads(said)[0] | {"path": ""} == {
        "date": "2026-09-03", "path": "", "state": "held", "edited": 2, "held": ["zu wenig"],
        "corrections": 0, "uncorrected": 0, "open": [],
    }  # fmt: skip
    assert "held       2 lines edited  zu wenig" in ai_digest(settings, "status")[1]


def test_approving_changes_the_status_and_nothing_else(settings: Settings, shelf: Shelf, path: Path) -> None:
    """A draft without findings is published; one that is published is not approved twice."""
    edit(path, "status: published", "status:  'draft'   # noch lesen")
    before = path.read_bytes()
    assert ai_digest(settings, "approve", str(DAY))[0] == 0
    assert path.read_bytes() == before.replace(b"'draft'", b"published")
    assert shelf.published(DAY).read_bytes() == path.read_bytes()
    assert ai_digest(settings, "approve", str(DAY))[0] == 2


def test_findings_stand_in_the_way_of_approving(settings: Settings, path: Path) -> None:
    """They are printed, exit code 1, and nothing is changed; `--anyway` publishes."""
    edit(path, "status: published", "status: draft")
    edit(path, "- **", "- **比例**：77.7%\n- **")
    before = path.read_bytes()
    code, said = ai_digest(settings, "approve", str(DAY))
    assert code == 1
    assert "N001 no source has 77.7%" in said
    assert path.read_bytes() == before
    assert ai_digest(settings, "approve", str(DAY), "--anyway")[0] == 0
    assert read_article(path).text("status") == "published"


@pytest.mark.parametrize(
    ("old", "new", "kinds"),
    [
        ("", "", []),
        ("可容纳 90 人", "可容纳 90人", []),
        ("周末不休息", "周末不休", []),
        ("- **票价**：30 元\n", "- **票价**：30 元\n- **补充**：另有展览\n", []),
        ("可容纳 90 人", "可容纳 95 人", ["changed"]),
        ("- **票价**：30 元\n", "", ["gone"]),
        ("[雁湖开馆]", "[雁湖推迟开放到明年]", ["headline"]),
        ("yanhu.example/1", "yanhu.example/2", ["link"]),
        ('title: "雁湖开馆"', 'title: "完全另一个标题"', ["title"]),
        (STORY, "", ["cut"]),
    ],
)
def test_substance_is_told_from_slips(old: str, new: str, kinds: list[str]) -> None:
    """Figures, facts, links and headlines count; spaces, slips and additions do not."""
    text = f"---\n{HEAD}---\n# 雁湖开馆\n\n## 场馆\n\n{STORY}"
    assert [change.kind for change in changes(text, text.replace(old, new, 1))] == kinds


def test_a_change_of_a_published_edition_wants_a_correction(
    settings: Settings, shelf: Shelf, path: Path
) -> None:
    """The check finds it, `correct` proposes a line and writes it with the moment; then all is well."""
    desk.note_published(shelf, DAY)
    lines = path.read_text().split("\n")
    line = next(line for line in lines if line.startswith("- **") and re.search(r"\d", line))
    edit(path, line, re.sub(r"\d+", "1", line, count=1) + " <!-- check: accept N001 编辑部核实 -->")
    assert "C001" in codes(path, shelf)
    assert desk.standings(shelf)[0].uncorrected == 1
    there = path.read_bytes()
    code, said = ai_digest(settings, "correct", str(DAY))
    assert code == 0
    assert said.startswith("corrections:\n  - 20")
    assert path.read_bytes() == there
    assert ai_digest(settings, "correct", str(DAY), "--write")[0] == 0
    assert "C001" not in codes(path, shelf)
    article = read_article(path)
    assert len(article.fields["corrections"].value) == 1
    assert article.text("modified")
    assert desk.standings(shelf)[0].corrections == 1
    assert "nothing of substance" in ai_digest(settings, "correct", str(DAY))[1]


def test_what_is_published_is_noted_when_the_site_is_built(shelf: Shelf, path: Path) -> None:
    """Edits before the first build are nobody's business; readers have seen none of it."""
    with pytest.raises(UsageError, match="by hand"):
        desk.propose(shelf, DAY, "zh-CN", DAY)
    desk.note_published(shelf, DAY)
    assert shelf.published(DAY).read_bytes() == path.read_bytes()


def _late(settings: Settings, monkeypatch: pytest.MonkeyPatch, *titles: str) -> late.Updated:
    items = tuple(
        item(title, hours=-2, text=f"{title}，双方今天确认了这一点，细节会在月底公布。") for title in titles
    )
    monkeypatch.setattr(
        "ai_digest.gather.gather",
        lambda *_, **__: Gathered(items, (SourceReport("甲", "https://a.example/feed"),)),
    )
    now = NOW + dt.timedelta(hours=6)
    return late.update(settings, DAY, now=now, reporter=LineReporter(lambda _line: None))


def test_late_news_stands_beside_what_was_there(
    settings: Settings, claude: ScriptedClaude, shelf: Shelf, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New stories come before 更多动态; every line that stood there stands there still, edits too."""
    edit(path, "- **", "- **编辑**：自己的话\n- **")
    before = path.read_text()
    done = _late(settings, monkeypatch, "苇塘科技的 AI 芯片开始量产")
    done.revision.file()
    done.finish()
    after = path.read_text()
    assert done.stories == 1
    assert after.index("自己的话") < after.index("开始量产](") < after.index("## 更多动态")
    left = [line for line in before.split("\n") if line not in after.split("\n")]
    assert all(line.startswith(("summary:", "tags:")) for line in left)
    evidence = read_evidence(shelf.evidence(DAY))
    assert evidence.window_end == NOW + dt.timedelta(hours=6)
    assert {story.headline for story in evidence.stories} >= {"苇塘科技的 AI 芯片开始量产"}
    assert read_article(path).text("modified") == "2026-09-03 14:00"
    assert "C001" not in codes(path, shelf)
    with pytest.raises(late.NothingNewError):
        _late(settings, monkeypatch, "苇塘科技的 AI 芯片开始量产")


def test_no_late_news_changes_nothing(
    settings: Settings, claude: ScriptedClaude, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing on topic is an orderly end; a dead network is not."""
    there = files_below(settings.content)
    with pytest.raises(late.NothingNewError) as nothing:
        _late(settings, monkeypatch, "市民公园的荷花开了")
    assert nothing.value.exit_code == 0
    assert isinstance(nothing.value, NoEditionError)
    assert files_below(settings.content) == there


def test_an_editor_s_own_source_is_read_on_demand(
    settings: Settings, shelf: Shelf, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Offline only the link of an own story is reported; online, figures that its page lacks are, too."""
    link = "https://own.example/9"
    edit(path, "## 更多动态", f"### [自采]({link})\n- 现场有 345 人，另有 678 人在路上\n\n## 更多动态")
    assert codes(path, shelf) == ["L003"]

    def pages(items: list[Item], **_: object) -> tuple[dict[str, Item], tuple[()]]:
        return {each.id: replace(each, text="现场来了 345 人。") for each in items}, ()

    monkeypatch.setattr("ai_digest.gather.gather_articles", pages)
    own, failed = read_own_sources(path, shelf, settings)
    assert failed == []
    found = [remark.found for remark in check_article(path, shelf, own)]
    assert [(str(each.code), each.message) for each in found][1:] == [("N001", "no source has 678 人")]
