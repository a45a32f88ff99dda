"""Old evidence made slim: the same pages, checks and corrections; and a cache that does not grow for ever."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.checkpoint import Checkpoint
from ai_digest.cli import main
from ai_digest.errors import UsageError
from ai_digest.file.evidence import read_evidence, to_json
from ai_digest.file.folded import folded
from ai_digest.file.past import earlier_stories
from ai_digest.file.report import Masthead, render_report
from ai_digest.file.shelf import Shelf
from ai_digest.gather import Gathered
from ai_digest.model import Drafter
from ai_digest.proofread import check_article
from ai_digest.prune import DAY as A_DAY
from ai_digest.prune import Kept, Limits, Worth, chosen, prune
from ai_digest.tidy import tidy
from ai_digest.write.answers import Answer
from ai_digest.write.prices import Usage
from demo.server import serving, write_sources
from tests.builders import EDITION, WINDOW
from tests.evidence.conftest import build, edition, write
from tests.newsroom import DAY, files_below, run, settings_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from ai_digest.config import Settings

LATER = dt.datetime(2027, 3, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an edition that was made of the sample sources."""
    folder = tmp_path_factory.mktemp("filed")
    with serving() as base:
        write_sources(base, folder / "sources.toml")
        run(settings_in(folder, folder / "sources.toml", full_stories=6, briefs=3), drafter=Drafter.EXTRACT)
    return folder


@pytest.fixture
def settings(tmp_path: Path, filed: Path) -> Settings:
    """Return settings for a copy of that edition, published and noted as such."""
    import shutil

    shutil.copytree(filed, tmp_path, dirs_exist_ok=True)
    settings = settings_in(tmp_path, tmp_path / "sources.toml")
    shelf = Shelf(settings.content)
    text = shelf.article(DAY).read_text(encoding="utf-8").replace("status: draft", "status: published")
    shelf.article(DAY).write_text(text, encoding="utf-8")
    shelf.published(DAY).write_text(text, encoding="utf-8")
    return settings


def test_the_site_of_a_tidied_edition_is_the_same_to_the_byte(tmp_path: Path) -> None:
    """Only the evidence itself differs: no page, report, feed or twin shows what was taken out."""
    content = tmp_path / "content"
    write(content, edition())
    before = files_below(build(content, 'SITEURL="https://example.org"').output)
    (tmp_path / "output").rename(tmp_path / "before")
    done = tidy(settings_in(tmp_path, tmp_path / "sources.toml"), now=LATER)
    assert [each.date for each in done.slimmed] == [EDITION]
    after = files_below(build(content, 'SITEURL="https://example.org"').output)
    assert "2026/09/03/ai-daily/report.txt" in after
    assert [name for name in before if before[name] != after.get(name)] == ["evidence/2026/2026-09-03.json"]
    assert before.keys() == after.keys()


def test_most_of_a_record_goes_and_every_quote_stays(settings: Settings) -> None:
    """Stories, facts, items, figures and names are as they were; of what was left out there is a count."""
    path = Shelf(settings.content).evidence(DAY)
    before, size = read_evidence(path), path.stat().st_size
    tidy(settings, now=LATER)
    after = read_evidence(path)
    assert path.stat().st_size < 0.7 * size
    assert [story.facts for story in after.stories] == [story.facts for story in before.stories]
    assert any(story.facts for story in after.stories)
    for name in (
        "items",
        "drops",
        "derived",
        "calls",
        "failures",
        "repaired",
        "article_sha256",
        "facts_checked",
    ):
        assert getattr(after, name) == getattr(before, name)
    for name in ("asked", "answered", "in_window", "passed_over"):
        assert getattr(after, name) == getattr(before, name) > 0
    assert after.left_out == after.merges == ()


def test_a_check_finds_the_same_before_and_after(settings: Settings) -> None:
    """An edited article has the same findings as before: figures, links, the want of a correction."""
    shelf = Shelf(settings.content)
    article = shelf.article(DAY)
    text = article.read_text(encoding="utf-8")
    edited = text.replace("## ", "## 涨了 7777% 的", 1).replace("### [", "### [改过的", 1)
    edited = edited.replace("- **", "- **新增 8888 台 ", 1) + "- [外来](https://foreign.example/)：9999 吨\n"
    found = []
    for _ in range(2):
        for version in (text, edited):
            article.write_text(version, encoding="utf-8")
            found.append([str(remark) for remark in check_article(article, shelf)])
        article.write_text(text, encoding="utf-8")
        tidy(settings, now=LATER)
    assert found[:2] == found[2:]
    assert {line.split()[1] for line in found[1]} >= {"N001", "L003", "C001"}


def test_what_was_told_is_still_known_to_the_next_editions_and_to_the_report(settings: Settings) -> None:
    """Already covered, threads and the plain-text report read the same of the slim record."""
    shelf, head = Shelf(settings.content), Masthead("报", settings.zone)
    path, day = shelf.evidence(DAY), DAY + dt.timedelta(days=1)
    before = (earlier_stories(shelf, day, 7), render_report(read_evidence(path), head))
    tidy(settings, now=LATER)
    assert (earlier_stories(shelf, day, 7), render_report(read_evidence(path), head)) == before


def test_tidying_twice_changes_nothing_more(settings: Settings) -> None:
    """A slim record stays as it is, to the byte, and is no news."""
    tidy(settings, now=LATER)
    before = files_below(settings.content)
    done = tidy(settings, now=LATER)
    assert done.slimmed == ()
    assert files_below(settings.content) == before


def test_counts_add_up_where_a_slim_record_got_longer_again(settings: Settings) -> None:
    """Late news may add to the lists of a slim record; what is folded then is added to what was."""
    old = read_evidence(Shelf(settings.content).evidence(DAY))
    slim = folded(old)
    grown = slim.model_copy(
        update={"left_out": old.left_out[:3], "sources": (*slim.sources, *old.sources[:1])}
    )
    assert folded(grown).passed_over == old.passed_over + 3
    assert folded(grown).asked == old.asked + 1
    assert folded(slim) is slim


def test_recent_editions_drafts_and_damaged_records_are_left_alone(settings: Settings) -> None:
    """What is younger than asked, waits for an editor, or cannot be read stays; the last two are named."""
    shelf = Shelf(settings.content)
    path = shelf.evidence(DAY)
    raw = path.read_bytes()
    assert tidy(settings, now=dt.datetime(2026, 11, 1, tzinfo=dt.UTC)).slimmed == ()
    text = shelf.article(DAY).read_text(encoding="utf-8")
    shelf.article(DAY).write_text(text.replace("status: published", "status: draft"), encoding="utf-8")
    (line,) = tidy(settings, now=LATER).left
    assert "its edition is a draft" in line
    assert path.read_bytes() == raw
    path.write_bytes(raw[:100])
    (line,) = tidy(settings, now=LATER).wrong
    assert "not evidence of version 1" in line
    assert path.read_bytes() == raw[:100]


def test_a_dry_run_says_what_would_go_and_changes_nothing(settings: Settings) -> None:
    """The command lists each edition with its sizes, and the totals."""
    before = files_below(settings.content)
    done = tidy(settings, now=LATER, dry=True)
    assert [each.date for each in done.slimmed] == [DAY]
    assert files_below(settings.content) == before
    assert files_below(settings.cache)


def test_a_time_in_which_editions_are_still_in_use_is_wrong_use(settings: Settings) -> None:
    """The days that the next editions look back on are never tidied."""
    with pytest.raises(UsageError, match="the last 7 days are still in use"):
        tidy(settings, now=LATER, days=6)


def test_the_command_says_what_it_freed(tmp_path: Path, settings: Settings) -> None:
    """Lines an edition in a dry run, then the totals; an impossible age ends with 2."""
    conf = tmp_path / "tidyconf.py"
    conf.write_text(
        'PATH = "content"\nTIMEZONE = "Asia/Shanghai"\nAI_DIGEST_CACHE = "cache"\n', encoding="utf-8"
    )
    old = dt.datetime(2020, 1, 1, tzinfo=dt.UTC).timestamp()
    for path in settings.cache.rglob("*.txt"):
        os.utime(path, (old, old))
    call = CliRunner().invoke
    done = call(main, ["--settings", str(conf), "tidy", "--older-than", "7", "--dry-run"])
    assert done.exit_code == 0, done.output
    assert f"{DAY}: " in done.output
    assert "captures/" in done.output
    done = call(main, ["--settings", str(conf), "tidy", "--older-than", "7"])
    assert "evidence: 1 editions made slim" in done.output
    assert "cache: 9 files removed" in done.output
    assert call(main, ["--settings", str(conf), "tidy", "--older-than", "1"]).exit_code == 2


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of the cache that is so many days old."""

    def put_file(name: str, days: float, content: bytes = b"x" * 1000) -> Path:
        path = tmp_path / "cache" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        moment = (LATER - dt.timedelta(days=days)).timestamp()
        os.utime(path, (moment, moment))
        return path

    return put_file


def _answer(name: str) -> bytes:
    usage = Usage(input_tokens=1, cache_write_tokens=0, cache_read_tokens=0, output_tokens=1)
    return Answer(text="{}", stop_reason="end_turn", usage=usage, run=name).model_dump_json().encode()


def test_what_no_edition_needs_goes_first_and_records_stay(tmp_path: Path, put: Callable[..., Path]) -> None:
    """Captures of nothing told go after a week, everything that can be had again when it is old."""
    stay = [put(name, 900) for name in ("seen.json", "health.json", "models.json", "unknown/file")]
    stay += [put("answers/feed", 20), put("claude/recent.json", 20), put("captures/now.txt", 0.5)]
    go = [
        put("captures/i1.txt", 9),
        put("claude/old.json", 95),
        put("answers/dead", 95),
        put("robots/a.txt", 95),
    ]
    go += [put("own/captures/o.txt", 95), put("captures/.i2.txt.abc.tmp", 9)]
    done = prune(settings_in(tmp_path, tmp_path), now=LATER, days=90)
    assert all(path.is_file() for path in stay)
    assert not any(path.exists() for path in go)
    assert done.freed == 1000 * len(go)
    assert done.kept == 1000 * len(stay)


def test_the_answers_of_a_run_that_is_not_over_are_never_touched(
    tmp_path: Path, put: Callable[..., Path]
) -> None:
    """An unfinished run keeps what it paid for, however old; a damaged one keeps all answers."""
    settings = settings_in(tmp_path, tmp_path / "sources.toml", cache_megabytes=1)
    checkpoint = Checkpoint(settings, EDITION, WINDOW)
    begun = checkpoint.begin(Gathered((), ()), (), LATER - dt.timedelta(days=400))
    own, reused = put("claude/own.json", 600, _answer(begun.run)), put("claude/after.json", 399)
    other = put("claude/other.json", 500, _answer("another run"))
    put("captures/large.txt", 2, b"x" * 2_000_000)
    prune(settings, now=LATER, days=90)
    assert checkpoint.is_there
    assert own.exists()
    assert reused.exists()
    assert not other.exists()
    other = put("claude/other.json", 500, _answer("another run"))
    (tmp_path / "cache/runs/2026-01-01.json").write_text("{", encoding="utf-8")
    prune(settings, now=LATER, days=90)
    assert other.exists()


def test_a_redraft_that_was_not_filed_keeps_its_answers(
    tmp_path: Path, put: Callable[..., Path], settings: Settings
) -> None:
    """Answers of a filed redraft go when they are old, folder and all; those of one that died stay."""
    path = Shelf(settings.content).evidence(DAY)
    path.write_bytes(to_json(read_evidence(path).model_copy(update={"redrafts": 1})))
    done, died = put(f"redrafts/{DAY}-1/claude/a.json", 95), put(f"redrafts/{DAY}-2/claude/b.json", 95)
    strange = put("redrafts/strange/claude/c.json", 95)
    prune(settings, now=LATER, days=90)
    assert not done.parent.parent.exists()
    assert died.exists()
    assert strange.exists()
    assert (tmp_path / "cache/redrafts").is_dir()


def test_a_link_in_the_cache_leads_nowhere(tmp_path: Path, put: Callable[..., Path]) -> None:
    """What a link leads to is not ours, and neither goes."""
    outside = tmp_path / "mine.txt"
    outside.write_text("mine", encoding="utf-8")
    link = put("captures/x.txt", 1).with_name("link.txt")
    link.symlink_to(outside)
    prune(settings_in(tmp_path, tmp_path), now=LATER + dt.timedelta(days=900), days=90)
    assert outside.read_text(encoding="utf-8") == "mine"
    assert link.is_symlink()


@given(
    st.lists(st.tuples(st.sampled_from(Worth), st.integers(0, 400), st.integers(1, 50)), max_size=30),
    st.integers(0, 400),
)
def test_the_most_dispensable_go_until_the_rest_fits(files: list[tuple[Worth, int, int]], size: int) -> None:
    """Nothing of the last day goes, nothing goes for its size while something worth less of any age could."""
    kept = [
        Kept(worth, LATER - dt.timedelta(hours=hours), Path(str(number)), size_)
        for number, (worth, hours, size_) in enumerate(files)
    ]
    whole = sum(each.size for each in kept)
    limits = Limits(dt.timedelta(days=7), dt.timedelta(days=14), size)
    going = chosen(kept, whole, LATER, limits)
    gone = {each.path for each, _ in going}
    assert all(LATER - each.written > A_DAY for each, _ in going)
    old = [each for each in kept if LATER - each.written > A_DAY]
    assert whole - sum(each.size for each, _ in going) <= size or len(gone) == len(old)
    for_size = [each for each, why in going if "larger" in why]
    left = [each for each in old if each.path not in gone]
    assert all(each.worth <= other.worth for each in for_size for other in left)
