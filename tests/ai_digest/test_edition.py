"""Whole runs: the demo's sources on loopback, the real rooms, files in a scratch folder."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from ai_digest.choose import canonical
from ai_digest.edition import Outcome, make_edition
from ai_digest.errors import NoEditionError, UsageError
from ai_digest.file.evidence import read_evidence
from ai_digest.file.reading import read_article
from ai_digest.file.shelf import Shelf
from ai_digest.model import Drafter
from ai_digest.progress import LineReporter
from demo.server import serving, write_sources
from tests.newsroom import DAY, NOW, files_below, run, settings_in
from tests.scripted_claude import ScriptedClaude

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ai_digest.config import Settings
    from ai_digest.edition import Result
    from ai_digest.model import Edition


class Filed(NamedTuple):
    """An edition that was filed, and where."""

    shelf: Shelf
    result: Result
    edition: Edition


LINK = re.compile(r"\]\((http[^)\s]+)\)")


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Serve the demo's sources for all tests of this file."""
    with serving() as base:
        path = tmp_path_factory.mktemp("sources") / "sources.toml"
        write_sources(base, path)
        yield path


@pytest.fixture
def settings(tmp_path: Path, sources: Path) -> Settings:
    return settings_in(tmp_path, sources)


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory, sources: Path) -> Filed:
    """One edition by the extractive drafter, for the tests that only look at it."""
    settings = settings_in(tmp_path_factory.mktemp("filed"), sources)
    result = run(settings, drafter=Drafter.EXTRACT)
    assert result.edition is not None
    return Filed(Shelf(settings.content), result, result.edition)


@pytest.fixture
def dead(tmp_path: Path) -> Path:
    path = tmp_path / "dead.toml"
    path.write_text(
        '[[source]]\nname = "无人"\nurl = "http://127.0.0.1:9/feed"\nlanguage = "zh"\nregion = "domestic"\n'
        "private = true\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def claude(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedClaude]:
    """A scripted Claude that writes like a newsroom, behind the real SDK."""
    with ScriptedClaude() as scripted:
        monkeypatch.setenv("ANTHROPIC_BASE_URL", scripted.base_url)
        monkeypatch.setenv("ANTHROPIC_API_KEY", "scripted")
        yield scripted


def test_extractive_edition_is_filed_whole(filed: Filed) -> None:
    """A run without a key files article, evidence and cover, published."""
    assert filed.result.outcome is Outcome.FILED
    assert filed.result.article == filed.shelf.article(DAY)
    article = read_article(filed.result.article)
    assert article.text("status") == "published"
    assert article.text("edition") == DAY.isoformat()
    assert filed.shelf.cover(DAY).read_bytes().startswith(b"\x89PNG")
    assert "自动摘录" in filed.result.article.read_text(encoding="utf-8")


def test_every_link_is_an_item_s_and_stands_once(filed: Filed) -> None:
    """No link of the article is the program's or a model's own, and none stands twice."""
    links = LINK.findall(filed.result.article.read_text(encoding="utf-8"))
    items = {item.link for item in read_evidence(filed.shelf.evidence(DAY)).items}
    assert links
    assert set(links) <= items
    assert len({canonical(link) for link in links}) == len(links)


def test_evidence_names_dead_sources_and_left_out_stories(filed: Filed) -> None:
    """The record holds the source that failed, and each left-out story with its reason."""
    evidence = read_evidence(filed.shelf.evidence(DAY))
    errors = {source.source: source.error for source in evidence.sources}
    assert "503" in errors["沉默的来源"]
    assert sum(bool(error) for error in errors.values()) == 1
    reasons = {out.reason for out in evidence.left_out}
    assert "off topic" in reasons
    assert "its text gives orders to the program" in reasons


def test_evidence_holds_no_article_text(filed: Filed) -> None:
    """What is public of a source is short quotes, figures and names, never its text."""
    written = filed.shelf.evidence(DAY).read_text(encoding="utf-8")
    long_texts = [item.text for item in filed.edition.items if len(item.text) > 200]
    assert long_texts
    assert not [text for text in long_texts if text[:200] in written]


def test_hostile_source_leaves_no_markup(filed: Filed) -> None:
    """No script, javascript: link, bidi character or order to the program reaches the article."""
    text = filed.result.article.read_text(encoding="utf-8")
    assert "<script" not in text
    assert "(javascript:" not in text
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b]", text)
    assert "Ignore all previous instructions" not in text
    assert "忽略以上所有指令" not in text


def test_both_regions_and_shared_events_are_there(filed: Filed) -> None:
    """Chinese and English stories stand side by side; an event two sources report is one story."""
    stories = filed.edition.checked.draft.stories
    assert {story.planned.story.lead.source.language for story in stories} == {"zh", "en"}
    shared = [story for story in stories if len(story.planned.story.publishers) > 1]
    assert len(shared) >= 3


def test_full_text_of_article_pages_is_used(filed: Filed) -> None:
    """Stories of sources with full_text rest on the article page, not on the feed's summary alone."""
    items = [item for story in filed.edition.checked.draft.stories for item in story.planned.story.items]
    assert any(item.full_text for item in items)
    assert all(item.source.full_text for item in items if item.full_text)


def test_window_follows_the_zone(filed: Filed) -> None:
    """The window is the 24 hours before the edition time in the site's zone."""
    window = filed.edition.window
    assert window.end == dt.datetime(2026, 9, 2, 23, 30, tzinfo=dt.UTC)
    assert window.start == window.end - dt.timedelta(hours=24)


def test_second_run_leaves_the_edition_alone(settings: Settings) -> None:
    """An edition that is filed is left as it is, byte for byte, hand edits included."""
    path = run(settings).article
    path.write_text(path.read_text(encoding="utf-8") + "\n编辑加的一句。\n", encoding="utf-8")
    before = files_below(settings.content)
    assert run(settings).outcome is Outcome.ALREADY
    assert files_below(settings.content) == before


def test_renamed_article_still_counts_as_filed(settings: Settings) -> None:
    """An editor may rename the file: the edition in its front matter tells that it is there."""
    path = run(settings).article
    renamed = path.rename(path.with_name("早报.md"))
    again = run(settings)
    assert again.outcome is Outcome.ALREADY
    assert again.article == renamed


def test_same_sources_give_the_same_files(tmp_path: Path, sources: Path) -> None:
    """Two runs on the same sources file the same article and cover."""
    first, second = (settings_in(tmp_path / name, sources) for name in ("a", "b"))
    run(first)
    run(second)
    one, two = files_below(first.content), files_below(second.content)
    evidence = {name for name in one if name.endswith(".json")}
    assert {name: one[name] for name in one if name not in evidence} == {
        name: two[name] for name in two if name not in evidence
    }


def test_no_source_answers(settings: Settings, dead: Path) -> None:
    """Without an answer there is no edition, the reason is one line, and nothing is written."""
    with pytest.raises(NoEditionError, match="0 of 1 sources answered") as raised:
        run(settings.model_copy(update={"sources": dead}))
    assert "\n" not in str(raised.value)
    assert files_below(settings.content) == {}


def test_too_few_stories(settings: Settings) -> None:
    """Below the minimum there is no edition, and nothing is written."""
    options = settings.options.model_copy(update={"min_stories": 500})
    with pytest.raises(NoEditionError, match="500 are needed"):
        run(settings.model_copy(update={"options": options}))
    assert files_below(settings.content) == {}


def test_yesterday_s_stories_do_not_return(settings: Settings) -> None:
    """A day-only item that the earlier edition told is left out of the next one."""
    options = settings.options.model_copy(update={"min_stories": 1, "full_stories": 40})
    settings = settings.model_copy(update={"options": options})
    first = run(settings, day=DAY).edition
    assert first is not None
    told = {item.link for story in first.checked.draft.written for item in story.planned.story.items}
    assert any(link.endswith("/tangli-pilot.html") for link in told)
    (settings.cache / "seen.json").unlink()  # the undated item would count as seen
    with pytest.raises(NoEditionError, match="0 new stories on topic"):
        run(settings, day=DAY + dt.timedelta(days=1))


def test_claude_writes_the_edition(settings: Settings, claude: ScriptedClaude) -> None:
    """With a key Claude plans and writes; tokens and cost stand in the evidence."""
    result = run(settings)
    assert result.outcome is Outcome.FILED
    assert result.edition is not None
    assert result.edition.checked.draft.drafter is Drafter.CLAUDE
    evidence = read_evidence(Shelf(settings.content).evidence(DAY))
    assert len(evidence.calls) == len(claude.history)
    assert all(call.cost and call.cost > 0 for call in evidence.calls)
    assert "深度解读 & 洞察" in result.article.read_text(encoding="utf-8")


def test_answered_calls_are_not_paid_twice(settings: Settings, claude: ScriptedClaude) -> None:
    """A run that lost its files after the calls asks Claude nothing again."""
    path = run(settings).article
    asked = len(claude.history)
    first = path.read_bytes()
    path.unlink()
    assert run(settings).article.read_bytes() == first
    assert len(claude.history) == asked


def test_unreachable_claude_gives_a_held_extract(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """If Claude cannot be reached the edition is an extract, held, with the reason."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", "scripted")
    result = run(settings)
    assert result.outcome is Outcome.HELD
    assert result.edition is not None
    assert result.edition.checked.draft.drafter is Drafter.EXTRACT
    assert result.edition.checked.held[0].startswith("claude could not write")
    assert read_article(result.article).text("status") == "draft"


def test_claude_without_a_key_is_held_when_asked_for(settings: Settings) -> None:
    """`--drafter claude` without a key still files what can be had, and holds it."""
    result = run(settings, drafter=Drafter.CLAUDE)
    assert result.outcome is Outcome.HELD
    assert "ANTHROPIC_API_KEY" in read_evidence(Shelf(settings.content).evidence(DAY)).held[0]


def test_publish_never_holds_a_clean_edition(settings: Settings) -> None:
    """With AI_DIGEST_PUBLISH = "never" an editor publishes."""
    options = settings.options.model_copy(update={"publish": "never"})
    result = run(settings.model_copy(update={"options": options}))
    assert result.outcome is Outcome.HELD
    assert read_article(result.article).text("status") == "draft"


def test_wrong_sources_file_stops_before_anything(settings: Settings, tmp_path: Path) -> None:
    """A mistake in the sources file is a person's to correct; nothing is fetched or written."""
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('[[source]]\nname = "甲"\n', encoding="utf-8")
    with pytest.raises(UsageError, match="key 'url' is missing"):
        run(settings.model_copy(update={"sources": wrong}))
    assert files_below(settings.content) == {}


def test_each_stage_reports_once(settings: Settings) -> None:
    """A run says one line a stage, with counts."""
    lines: list[str] = []
    make_edition(settings, DAY, now=NOW, reporter=LineReporter(lines.append))
    assert [line.split(":")[0] for line in lines] == ["gather", "choose", "write", "verify", "file"]
    assert "5 of 6 sources answered, 1 failed" in lines[0]


def test_failing_disk_leaves_the_folder_as_it_was(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the article cannot be written no article is there, and no temporary file is left."""

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device", "2026-09-03.md")

    monkeypatch.setattr("ai_digest.file.shelf.write_new", refuse)
    with pytest.raises(OSError, match="No space left"):
        run(settings)
    assert not Shelf(settings.content).article(DAY).exists()
    assert not [name for name in files_below(settings.content) if name.endswith(".tmp")]


def test_article_written_meanwhile_is_left_alone(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor who saves the day's article while the run goes on keeps it."""
    target = Shelf(settings.content).article(DAY)
    target.parent.mkdir(parents=True)
    monkeypatch.setattr(Shelf, "find", lambda *_: None)
    target.write_text("编辑先写好了", encoding="utf-8")
    assert run(settings).outcome is Outcome.ALREADY
    assert target.read_text(encoding="utf-8") == "编辑先写好了"
