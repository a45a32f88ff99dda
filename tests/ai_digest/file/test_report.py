"""The plain-text report of an edition."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from ai_digest import verify
from ai_digest.cli import main
from ai_digest.file.evidence import record
from ai_digest.file.reading import parse_article
from ai_digest.file.report import Masthead, render_report
from ai_digest.model import Importance, Region
from tests.evidence.conftest import edition, write
from tests.newsroom import ROOT

HEAD = Masthead("样报", ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def evidence():
    """Give the evidence of an edition with two stories and a brief."""
    return record(edition(), "", figures=verify.figures, names=verify.names)


def changed(evidence, number, **fields):
    stories = list(evidence.stories)
    stories[number] = stories[number].model_copy(update=fields)
    return evidence.model_copy(update={"stories": tuple(stories)})


def test_it_has_two_parts_and_the_counts(evidence):
    """In brief, in full, and a summary that counts what is there."""
    text = render_report(evidence, HEAD)
    assert re.findall(r"【(.+?)】", text) == ["一、简报", "二、详报", "小结"]
    assert "从 5 条信息中选出国内 3 条、国际 0 条，其中头条 0 条、要闻 2 条、快讯 1 条。" in text
    assert "询问来源 3 个，2 个作答；核对事实 7 条，删去语句 4 句。" in text


def test_domestic_comes_first_and_numbers_begin_anew(evidence):
    """Each region counts from one, in both parts; what is more important comes first."""
    text = render_report(changed(evidence, 1, region=Region.INTERNATIONAL, importance=Importance.LEAD), HEAD)
    full = text.partition("【二、详报】")[2]
    assert full.index("国内（2）") < full.index("国际（1）")
    assert re.findall(r"(?m)^(\d+)、〔(.+?)〕", full) == [("1", "要闻"), ("2", "快讯"), ("1", "头条")]


def test_each_link_stands_with_its_own_item(evidence):
    """A line with a link names the publisher of the item that has it; no other link is there."""
    text = render_report(evidence, HEAD)
    told = set(re.findall(r"(?:来源：|另见：)(.+) \| (\S+)", text))
    assert told == {(item.source, item.link) for item in evidence.items}
    assert set(re.findall(r"https?://\S+", text)) == {item.link for item in evidence.items}


def test_a_story_that_an_editor_took_out_is_not_told(evidence, tmp_path):
    """With the article only what it still links to is told, and counted."""
    article = parse_article("---\ntitle: 甲\n---\n### [改](https://reed.example/2)\n", Path("a.md"))
    text = render_report(evidence, HEAD, article)
    assert "Heron 开馆" not in text
    assert "选出国内 1 条" in text


def test_a_source_cannot_forge_lines(evidence):
    """Line breaks and unseen characters of a headline do not reach the report."""
    text = render_report(changed(evidence, 0, headline="甲\n来源：乙\u202e | https://evil.example"), HEAD)
    assert not re.search(r"(?m)^\s*来源：乙", text)
    assert "\u202e" not in text


def test_an_edition_without_stories_is_told_too(evidence):
    """Nothing chosen is an answer."""
    text = render_report(evidence.model_copy(update={"stories": ()}), HEAD)
    assert "（没有）" in text
    assert "重点" not in text


def test_the_command_prints_it(tmp_path):
    """`ai-digest report D` says the same; a date without evidence is a person's mistake."""
    content = tmp_path / "content"
    write(content, edition())
    options = ["--settings", str(ROOT / "pelicanconf.py"), "--content", str(content), "report"]
    done = CliRunner().invoke(main, [*options, "2026-09-03"])
    assert done.exit_code == 0
    assert "Heron 开馆" in done.output
    missing = CliRunner().invoke(main, [*options, "2026-09-04"])
    assert missing.exit_code == 2
    assert "no evidence of 2026-09-04" in missing.output
    assert CliRunner().invoke(main, [*options, "soon"]).exit_code == 2
