"""How an edition was made: on its page, and in the file that is published beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from ai_digest.file.evidence import read_evidence
from ai_digest.file.shelf import Shelf
from tests.builders import EDITION
from tests.evidence.conftest import BODY, LONG_TEXT, build, edition, write
from tests.newsroom import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.evidence.conftest import Site


def rows(site: Site) -> dict[str, str]:
    """Return the rows of the section by their name."""
    found = site.page.select(".made dl > div")
    return {row.dt.get_text(): " ".join(row.dd.get_text(" ").split()) for row in found}


def test_the_page_tells_how_it_was_made(site: Site) -> None:
    """Sources, failures by name, choices, checks, drops by reason, the models and what they cost."""
    made = rows(site)
    assert made["来源"] == "询问 3 个，2 个作答 未作答的来源 (1) <沉默> HTTP 503 <Service>"
    assert made["条目"] == "5 条在 24 小时之内，抓取于 2026-09-03 08:00"
    assert made["选题"] == "2 则详述、1 则简讯，出自 3 家媒体；另有 1 则未入选"
    assert made["核对"] == "7 条事实逐条对照原文"
    assert made["删去"].startswith("4 句未通过核对：数字没有出处 2、引文与原文不符 1、其他 1")
    assert "它将容纳 <i>9000</i> 人 数字没有出处" in made["删去"]
    assert "奇怪 其他: a reason <nobody> knows" in made["删去"]
    assert made["撰写"] == "claude-a、claude-b 起草，2 次调用、4,000 词元；费用 0.2100 美元"
    assert "编辑" not in made


def test_the_evidence_is_published_beside_the_page(site: Site) -> None:
    """The link leads to the very file, which reads back as evidence."""
    link = site.page.select_one(".made__file a")["href"]
    published = site.output / link.lstrip("/")
    assert published.read_bytes() == Shelf(site.content).evidence(EDITION).read_bytes()
    assert read_evidence(published).edition == EDITION


def test_the_published_evidence_holds_no_article_text(site: Site) -> None:
    """No run of more than 120 characters of a captured text stands in it, whatever the blanks."""
    published = "".join(Shelf(site.content).evidence(EDITION).read_text(encoding="utf-8").split())
    for text in (BODY, LONG_TEXT * 3):
        bare = "".join(text.split())
        assert not any(bare[at : at + 121] in published for at in range(len(bare) - 120))


def test_every_fact_can_be_followed_to_its_place(site: Site) -> None:
    """Item, link, time captured, quote and position are there, and the quote stands at the position."""
    items = {item.id: item for item in site.evidence.items}
    texts = {"鹭报": BODY, "苇报": LONG_TEXT, "塘报": LONG_TEXT}
    facts = [fact for story in site.evidence.stories for fact in story.facts]
    assert len(facts) == 3
    for fact in facts:
        item = items[fact.item_id]
        assert item.link.startswith("https://")
        assert item.captured.tzinfo is not None
        assert texts[item.source][fact.position :].startswith(fact.quote)


@pytest.mark.parametrize("damage", ["{", "{}", '{"version": 2}', ""])
def test_damaged_evidence_costs_one_line(tmp_path: Path, damage: str) -> None:
    """The page is built without sources, the log says why, and the build goes on."""
    write(tmp_path / "content", edition())
    Shelf(tmp_path / "content").evidence(EDITION).write_text(damage, encoding="utf-8")
    site = build(tmp_path / "content", fatal="errors")
    assert site.page.select(".made, .src") == []
    assert len(re.findall("not evidence of version 1", site.log)) == 1


def test_an_edition_without_evidence_is_built_without_a_word(tmp_path: Path) -> None:
    """Old and hand-written articles have none by right."""
    write(tmp_path / "content", edition())
    Shelf(tmp_path / "content").evidence(EDITION).unlink()
    assert build(tmp_path / "content").page.select(".made, .src") == []


def test_the_sample_editions_have_no_evidence() -> None:
    """They are written by hand; were they evidence's, the build would say so."""
    assert not list((ROOT / "content" / "evidence").rglob("*.json"))


def test_a_draft_keeps_its_evidence_at_home(tmp_path: Path) -> None:
    """In the production build neither its evidence nor its cover can be had, also where they were before."""
    article = write(tmp_path / "content", edition())
    published = article.read_text(encoding="utf-8")
    files = {"evidence/2026/2026-09-03.json", "images/covers/2026-09-03.png"}
    for status, expected in (("published", files), ("draft", set())):
        article.write_text(published.replace("status: published", f"status: {status}"), encoding="utf-8")
        output = build(tmp_path / "content", 'DRAFT_SAVE_AS=""', 'DRAFT_LANG_SAVE_AS=""').output
        there = {path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()}
        assert {path for path in there if path.startswith(("evidence/", "images/covers/"))} == expected
