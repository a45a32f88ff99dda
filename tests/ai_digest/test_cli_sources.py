"""`ai-digest sources` as a person runs it: a check-up on loopback, OPML in and out."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from rich.console import Console

from ai_digest.checkup import advice_on
from ai_digest.cli import main
from ai_digest.edition import limits_of
from ai_digest.gather.catalog import load_sources, render_source
from ai_digest.gather.health import Health
from ai_digest.model import Drafter, SourceReport
from ai_digest.summary import print_summary
from demo.server import serving, write_sources
from tests.ai_digest.gather.loopback import Loopback
from tests.builders import entry, rss, source
from tests.newsroom import DAY, NOW, ROOT, files_below, run, settings_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from click.testing import Result

    from ai_digest.model import Source

    Command = Callable[..., Result]

CATALOGUE = "sources.toml"


@pytest.fixture
def web() -> Iterator[Loopback]:
    """Run a web server whose answers the test decides."""
    with Loopback() as server:
        yield server


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Call the command with a settings file in a scratch folder, and its own sources file and cache."""
    settings = tmp_path / "pelicanconf.py"
    settings.write_text('PATH = "content"\nTIMEZONE = "Asia/Shanghai"\n', encoding="utf-8")

    def call(*arguments: object) -> Result:
        return CliRunner().invoke(main, ["--settings", str(settings), "sources", *map(str, arguments)])

    return call


def write(tmp_path: Path, *sources: Source) -> Path:
    """Write the catalogue of the scratch folder."""
    path = tmp_path / CATALOGUE
    path.write_text("\n".join(map(render_source, sources)), encoding="utf-8")
    return path


def dated(hours: float) -> str:
    """Return a date so many hours before the end of the window of the edition that is due now."""
    zone = dt.timezone(dt.timedelta(hours=8))
    now = dt.datetime.now(zone)
    press = now.replace(hour=7, minute=30, second=0, microsecond=0)
    press = press if now >= press else press - dt.timedelta(days=1)
    return (press - dt.timedelta(hours=hours)).isoformat()


def good(web: Loopback, name: str = "好源") -> Source:
    """Serve a feed with one item in the window, one before it, and an undated one."""
    body = rss(
        entry("窗内", "https://a.example/1", dated(2)),
        entry("窗前", "https://a.example/2", dated(50)),
        entry("无日期", "https://a.example/3"),
    )
    return source(name, url=web.serve(f"/{len(web.answers)}", body), private=True)


def bad(web: Loopback, status: int = 404, name: str = "坏源") -> Source:
    return source(name, url=web.serve(f"/bad{status}", status=status), private=True)


def test_all_well_is_exit_0(command: Command, tmp_path: Path, web: Loopback) -> None:
    """A check of sources that all answer ends with 0 and a row for each, items counted in the due window."""
    write(tmp_path, good(web), good(web, "另一源"))
    done = command("check")
    assert done.exit_code == 0, done.output
    rows = [line for line in done.stdout.splitlines() if line.startswith("ok")]
    assert len(rows) == 2
    newest = dt.datetime.fromisoformat(dated(2))
    today = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date()
    assert re.search(rf"好源 +2 +3 +{newest:%Y-%m-%d %H:%M} +\d\.\d s +0\.\d KiB +{today}", rows[0])


def test_a_failure_is_exit_1_with_what_to_do(command: Command, tmp_path: Path, web: Loopback) -> None:
    """A source that fails has its row, its reason, its address and what to do; the others have theirs."""
    write(tmp_path, good(web), bad(web))
    done = command("check")
    assert done.exit_code == 1
    assert "\nok  好源" in done.stdout
    assert "\n!!  坏源" in done.stdout
    assert "坏源: HTTP 404" in done.stdout
    assert web.url("/bad404") in done.stdout
    assert "failed on 1 day since" in done.stdout
    assert "→ the address is gone: look for the feed's new address on the site" in done.stdout


def test_when_nothing_answers_the_network_is_suspected(
    command: Command, tmp_path: Path, web: Loopback
) -> None:
    """If all sources fail, the check says to look at the network, and blames none of them."""
    write(tmp_path, bad(web), bad(web, 500, "另一坏源"))
    done = command("check")
    assert done.exit_code == 1
    assert "no source answered: look at the network first" in done.stdout
    assert "failed on" not in done.stdout


def test_json_has_the_documented_keys(command: Command, tmp_path: Path, web: Loopback) -> None:
    """`--json` alone is on standard output, with every key that docs/sources.md names."""
    write(tmp_path, good(web), bad(web, 503))
    done = command("check", "--json")
    assert done.exit_code == 1
    document = json.loads(done.stdout)
    assert set(document) == {"edition", "window", "sources"}
    fine, failed = document["sources"]
    assert fine["status"] == "ok"
    assert (fine["items"], fine["in_window"], fine["error"], fine["advice"]) == (3, 2, None, None)
    assert dt.datetime.fromisoformat(fine["newest"]) == dt.datetime.fromisoformat(dated(2))
    assert fine["bytes"] > 0
    assert failed["status"] == "failed"
    assert failed["error"].startswith("HTTP 503")
    assert (failed["failing_days"], failed["last_success"]) == (1, None)
    documented = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    assert [key for key in (*document, *fine) if f"`{key}`" not in documented] == []


def test_a_check_leaves_the_run_its_news(command: Command, tmp_path: Path, web: Loopback) -> None:
    """The check writes nothing but the health: undated items stay new for the run that is to come."""
    write(tmp_path, good(web))
    command("check")
    assert list(files_below(tmp_path / ".cache")) == ["ai-digest/health.json"]
    again = command("check", "--json")
    assert json.loads(again.stdout)["sources"][0]["in_window"] == 2


def test_a_check_knows_what_a_run_has_seen(command: Command, tmp_path: Path, web: Loopback) -> None:
    """An undated item that an earlier edition has seen is not counted."""
    write(tmp_path, good(web))
    cache = tmp_path / ".cache" / "ai-digest"
    cache.mkdir(parents=True)
    first = json.loads(command("check", "--json").stdout)["sources"][0]
    (cache / "seen.json").write_text(json.dumps({item_id("https://a.example/3"): "2020-01-01"}))
    second = json.loads(command("check", "--json").stdout)["sources"][0]
    assert (first["in_window"], second["in_window"]) == (2, 1)


def item_id(link: str) -> str:
    """Return the id that a feed's item of that link has."""
    from ai_digest.gather.feeds import item_id as identify

    return identify(link)


def test_a_week_of_failures_shows(command: Command, tmp_path: Path, web: Loopback) -> None:
    """The check says since when a source has failed, and from a week on that it could be dropped."""
    failing = bad(web)
    write(tmp_path, good(web), failing)
    fail_for(8, tmp_path / ".cache" / "ai-digest", failing)
    done = command("check")
    assert re.search(r"failed on 9 days since .*, never answered; consider dropping it", done.stdout)


def fail_for(days: int, cache: Path, failing: Source, until: dt.date | None = None) -> None:
    """Write down that a source failed on so many days before a day, by default today."""
    until = until or dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    health = Health(cache)
    fine = SourceReport("好源", "https://good.example/")
    for number in range(days, 0, -1):
        report = SourceReport(failing.name, failing.url, error="HTTP 404 Not Found")
        health.observe([fine, report], until - dt.timedelta(days=number))
    health.save()


def test_a_run_suggests_to_drop_a_lost_source(tmp_path: Path) -> None:
    """The closing summary of a run names a source that failed for a week, in one line, and only then."""
    with serving() as base:
        catalogue = tmp_path / CATALOGUE
        write_sources(base, catalogue)
        settings = settings_in(tmp_path, catalogue)
        silent = next(one for one in load_sources(catalogue) if one.name == "沉默的来源")
        fail_for(6, settings.cache, silent, until=DAY)
        result = run(settings, drafter=Drafter.EXTRACT)
    assert [(one.source, one.record.failing_days) for one in result.lost] == [("沉默的来源", 7)]
    said = io.StringIO()
    print_summary(result, DAY, Console(file=said, width=200))
    (line,) = [line for line in said.getvalue().splitlines() if "drop it?" in line]
    assert line == f"  drop it?: 沉默的来源: failed on 7 days since {DAY - dt.timedelta(6)}, never answered"


def test_a_run_keeps_the_health(tmp_path: Path) -> None:
    """Each run notes how its sources did, by the day of the run in the site's zone."""
    with serving() as base:
        catalogue = tmp_path / CATALOGUE
        write_sources(base, catalogue)
        settings = settings_in(tmp_path, catalogue)
        result = run(settings, drafter=Drafter.EXTRACT)
    health = Health(settings.cache)
    records = {one.name: health.of(one.url) for one in load_sources(catalogue)}
    today = NOW.astimezone(settings.zone).date()
    assert result.lost == ()
    assert records["智见"].last_success == today
    assert records["沉默的来源"].first_failure == today


OTHER_LIMITS = {
    "fetch_timeout": 1.25,
    "connect_timeout": 1.5,
    "read_timeout": 1.75,
    "gather_timeout": 2.25,
    "straggler_share": 0.55,
    "straggler_grace": 2.75,
    "straggler_patience": 3.25,
    "per_host": 17,
    "max_bytes": 4097,
}


def test_every_setting_of_fetching_is_a_limit(tmp_path: Path) -> None:
    """Every setting of fetching reaches the client, in a run and in a check."""
    settings = settings_in(tmp_path, tmp_path / CATALOGUE, **OTHER_LIMITS)
    assert {*OTHER_LIMITS.values()} <= {*dataclasses.asdict(limits_of(settings)).values()}


@pytest.mark.parametrize(
    ("error", "words"),
    [
        ("HTTP 403 Forbidden", "turns programs away"),
        ("HTTP 410 Gone", "address is gone"),
        ("HTTP 429 Too Many Requests", "AI_DIGEST_PER_HOST"),
        ("HTTP 503 Service Unavailable", "own trouble"),
        ("HTTP 304 Not Modified", "in a browser"),
        ("timed out after 12 s", "AI_DIGEST_FETCH_TIMEOUT"),
        ("cut off: no answer within 20 s of the run", "AI_DIGEST_GATHER_TIMEOUT"),
        ("cut off after 8.1 s: 19 of 20 had answered", "AI_DIGEST_STRAGGLER_GRACE"),
        ("no connection within 5 s", "AI_DIGEST_CONNECT_TIMEOUT"),
        ("no answer in time: silence for 10 s", "AI_DIGEST_FETCH_TIMEOUT"),
        ("connection failed: it was reset", "broke"),
        ("robots.txt of the site does not allow this page", "stay away"),
        ("address refused: 'a' is a private address; say private = true if it is on your own", "drop it"),
        ("redirect refused: '169.254.169.254' is a metadata address", "not asked"),
        ("cannot connect: Connection refused", "check the host's name"),
        ("refused: its XML entity 'a' could grow without end", "serves something else"),
        ("cannot connect: 'a.example' does not resolve: Name or service not known", "host's name"),
        ("more than 5 redirects", "the one it ends at"),
        ("larger than 20 MiB", "too much"),
        ("broken compression", "broken data"),
        ("not a feed: it begins with '<!doctype html'", "something else now"),
        ("cannot be parsed: UnicodeEncodeError", "something else now"),
        ("selector item = 'li.news' finds nothing on the page", "adjust the selectors"),
        ("it has no entries with a title and a link", "is empty"),
        ("the moon is full", "docs/operating.md"),
        ("", ""),
    ],
)
def test_each_kind_of_failure_has_its_advice(error: str, words: str) -> None:
    """What a row says decides what a person is told to do; a new kind leads to the manual."""
    assert words in advice_on(error)
    assert bool(advice_on(error)) is bool(error)


def test_export_to_standard_output_and_import(command: Command, tmp_path: Path) -> None:
    """What `export` prints, `import` reads into a file that is not there yet: the same sources."""
    catalogue = write(tmp_path, source("甲"), source("乙", weight=0.5, full_text=True))
    before = load_sources(catalogue)
    exported = command("export")
    assert exported.exit_code == 0
    (tmp_path / "all.opml").write_text(exported.stdout, encoding="utf-8")
    imported = command("import", tmp_path / "all.opml", "--sources", tmp_path / "new.toml")
    assert imported.exit_code == 0, imported.output
    assert imported.stdout == f"2 sources added to {tmp_path / 'new.toml'}\n"
    assert load_sources(tmp_path / "new.toml") == before


def test_export_to_a_file(command: Command, tmp_path: Path) -> None:
    """With FILE, standard output stays empty."""
    write(tmp_path, source("甲"))
    done = command("export", tmp_path / "out.opml")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "1 sources written" in done.stderr
    assert (tmp_path / "out.opml").read_text(encoding="utf-8").startswith("<?xml")


def test_import_says_what_it_skipped(command: Command, tmp_path: Path) -> None:
    """A source that is there already is one line, and not added again."""
    write(tmp_path, source("甲"))
    (tmp_path / "all.opml").write_text(command("export").stdout, encoding="utf-8")
    done = command("import", tmp_path / "all.opml")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0].startswith("skipped '甲'")
    assert done.stdout.splitlines()[1].startswith("0 sources added")


FOREIGN = '<opml version="2.0"><body><outline text="a" xmlUrl="https://a.example/"/></body></opml>'


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        (FOREIGN, ("--region", "domestic"), "1 of 1 entries say no language; pass --language"),
        (FOREIGN, ("--region", "domestic", "--language", "Chinese"), "key 'language'"),
        ("<!DOCTYPE opml><opml/>", (), "document type declaration"),
        ("no xml", (), "not XML"),
    ],
)
def test_a_list_that_cannot_be_read_is_exit_2(
    command: Command, tmp_path: Path, content: str, options: tuple[str, ...], said: str
) -> None:
    """A mistake is one line and exit code 2, and the sources file stays as it was."""
    catalogue = write(tmp_path, source("甲"))
    before = catalogue.read_bytes()
    (tmp_path / "x.opml").write_text(content, encoding="utf-8")
    done = command("import", tmp_path / "x.opml", *options)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    assert catalogue.read_bytes() == before


@pytest.mark.parametrize("arguments", [("check",), ("export",)])
def test_a_wrong_catalogue_is_exit_2(command: Command, arguments: tuple[Any, ...]) -> None:
    """Without a sources file there is nothing to check or export."""
    done = command(*arguments)
    assert done.exit_code == 2
    assert "cannot read sources" in done.stderr
