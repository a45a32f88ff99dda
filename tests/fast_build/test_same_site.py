"""A build that renders only what changed gives the same site as one from nothing, after any changes."""

from __future__ import annotations

import contextlib
import random
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from fast_build import watching
from fast_build.outputs import Outputs
from fast_build.store import Page
from tests.evidence.conftest import EDITION, edition
from tests.evidence.conftest import write as write_evidence
from tests.newsroom import files_below

if TYPE_CHECKING:
    from pathlib import Path

    from tests.fast_build.conftest import Newsroom

STEPS = 12


def test_any_sequence_of_changes_gives_the_site_of_a_fresh_build(newsroom: Newsroom, tmp_path: Path) -> None:
    """One to three random changes before each build; the seed of the run repeats them."""
    chance = random.Random(random.random())  # noqa: S311  no secret; seeded by pytest-randomly
    newsroom.build(tmp_path / "site", cache=tmp_path / "cache")
    done = []
    for step in range(STEPS):
        changes = chance.choices(CHANGES, k=chance.randint(1, 3))
        done.append([change.__name__ for change in changes])
        for change in changes:
            change(newsroom, chance)
        newsroom.build(tmp_path / "site", cache=tmp_path / "cache", hash_seed=step)
        newsroom.build(tmp_path / f"fresh-{step}", cache=None, hash_seed=step + 1)
        assert _differences(tmp_path / "site", tmp_path / f"fresh-{step}") == [], done
        shutil.rmtree(tmp_path / f"fresh-{step}")


def _differences(one: Path, other: Path) -> list[str]:
    first, second = files_below(one), files_below(other)
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


def _days(newsroom: Newsroom) -> list[int]:
    return [day for day in range(80) if newsroom.path(day).exists()]


def add(newsroom: Newsroom, chance: random.Random) -> None:
    newsroom.write(chance.choice([day for day in range(80) if not newsroom.path(day).exists()]))


def edit(newsroom: Newsroom, chance: random.Random) -> None:
    newsroom.write(chance.choice(_days(newsroom)), words=f"改{chance.randrange(9)}")


def edit_the_body_only(newsroom: Newsroom, chance: random.Random) -> None:
    path = newsroom.path(chance.choice(_days(newsroom)))
    path.write_text(path.read_text(encoding="utf-8") + f"\n末段 {chance.random()}\n", encoding="utf-8")


def delete(newsroom: Newsroom, chance: random.Random) -> None:
    newsroom.path(chance.choice(_days(newsroom))).unlink()


def rename(newsroom: Newsroom, chance: random.Random) -> None:
    path = newsroom.path(chance.choice(_days(newsroom)))
    path.rename(path.with_name(f"moved-{chance.randrange(1000)}.md"))


def tag(newsroom: Newsroom, chance: random.Random) -> None:
    day = chance.choice(_days(newsroom))
    newsroom.write(day, tags=tuple(chance.sample(["云鹤", "芯片", "苇塘", "新词", "c++"], 2)))


def draft(newsroom: Newsroom, chance: random.Random) -> None:
    newsroom.write(
        chance.choice(_days(newsroom)), more=f"status: {chance.choice(['draft', 'hidden', 'skip'])}\n"
    )


def correct(newsroom: Newsroom, chance: random.Random) -> None:
    newsroom.write(chance.choice(_days(newsroom)), more="corrections:\n- 2026-09-05: 更正为三元\n")


def date_anew(newsroom: Newsroom, chance: random.Random) -> None:
    path = newsroom.path(chance.choice(_days(newsroom)))
    text = re.sub(
        r"(?m)^date: .*$", f"date: 2026-06-{chance.randint(10, 30)} 08:00", path.read_text(encoding="utf-8")
    )
    path.write_text(text, encoding="utf-8")


def break_front_matter(newsroom: Newsroom, chance: random.Random) -> None:
    newsroom.path(chance.choice(_days(newsroom))).write_text("---\ntitle: [\n---\n", encoding="utf-8")


def draw_a_cover(newsroom: Newsroom, chance: random.Random) -> None:
    newsroom.draw(chance.randrange(5), chance.randrange(99))


def lose_a_cover(newsroom: Newsroom, chance: random.Random) -> None:
    (newsroom.content / "images" / f"{chance.randrange(5)}.png").unlink(missing_ok=True)


def file_evidence(newsroom: Newsroom, chance: random.Random) -> None:
    with contextlib.suppress(FileExistsError):
        write_evidence(newsroom.content, edition())
    del chance


def change_evidence(newsroom: Newsroom, chance: random.Random) -> None:
    path = newsroom.content / "evidence" / f"{EDITION:%Y}" / f"{EDITION}.json"
    if path.exists():
        text = path.read_text(encoding="utf-8")
        path.write_text(
            chance.choice(
                [re.sub(r'"facts_checked": ?\d+', f'"facts_checked": {chance.randrange(99)}', text), "{"]
            ),
            encoding="utf-8",
        )


def lose_evidence(newsroom: Newsroom, chance: random.Random) -> None:
    shutil.rmtree(newsroom.content / "evidence")
    (newsroom.content / "evidence").mkdir()
    del chance


def change_a_page(newsroom: Newsroom, chance: random.Random) -> None:
    page = newsroom.content / "pages" / f"page{chance.randrange(3)}.md"
    page.write_text(f"---\ntitle: 页 {chance.randrange(9)}\n---\n正文\n", encoding="utf-8")


def change_a_setting(newsroom: Newsroom, chance: random.Random) -> None:
    name, value = chance.choice(
        [
            ("SITESUBTITLE", "另一句"), ("TAG_ALIASES", {"云鹤": "鹤"}), ("FEED_TAGS", 2),
            ("DEFAULT_PAGINATION", 5), ("TAG_URL", "t/{slug}/"), ("SITEURL", "https://example.net"),
            ("AI_CRAWLERS", "none"), ("FEED_EDITIONS", 3), ("RELATIVE_URLS", True),
            ("MARKDOWN", {"extensions": ["markdown.extensions.tables"], "output_format": "html5"}),
        ]
    )  # fmt: skip
    newsroom.settings[name] = value


def take_settings_back(newsroom: Newsroom, chance: random.Random) -> None:
    newsroom.settings.clear()
    del chance


def change_a_template(newsroom: Newsroom, chance: random.Random) -> None:
    path = (
        newsroom.theme
        / "templates"
        / chance.choice(["article.html", "partials/footer.html", "partials/entry.html"])
    )
    path.write_text(
        path.read_text(encoding="utf-8").replace("</p>", f"<!-- {chance.randrange(99)} --></p>", 1),
        encoding="utf-8",
    )


def show_more(newsroom: Newsroom, chance: random.Random) -> None:
    """Let every page show what none has shown: the number of editions, some of them, the number of tags."""
    path = newsroom.theme / "templates" / "partials" / "footer.html"
    more = chance.choice(
        ["{{ articles|length }}", "{{ articles[:-3:7]|map(attribute='title')|join }}", "{{ tags|length }}"]
    )
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")


CHANGES = [
    add, add, edit, edit, edit_the_body_only, delete, rename, tag, draft, correct, date_anew,
    break_front_matter, draw_a_cover, lose_a_cover, file_evidence, change_evidence, lose_evidence,
    change_a_page, change_a_setting, take_settings_back, change_a_template, show_more,
]  # fmt: skip


def test_only_what_an_edit_shows_is_rendered(newsroom: Newsroom, tmp_path: Path) -> None:
    """A word in one body changes its own page and what lists it; no change renders nothing."""
    newsroom.build(tmp_path / "site", cache=tmp_path / "cache")
    assert "0 of 61 texts and 0 of" in newsroom.build(tmp_path / "site", cache=tmp_path / "cache")
    path = newsroom.path(20)
    path.write_text(path.read_text(encoding="utf-8") + "\n末段\n", encoding="utf-8")
    log = newsroom.build(tmp_path / "site", cache=tmp_path / "cache")
    texts, pages = re.findall(r"fast_build: (\d+) of \d+ texts and (\d+) of", log)[0]
    assert int(texts) == 1
    assert 2 <= int(pages) < 20


@pytest.mark.parametrize("damage", [b"", b"no database", b"\0" * 50_000])
def test_a_damaged_cache_is_dropped_with_a_line(newsroom: Newsroom, tmp_path: Path, damage: bytes) -> None:
    """Whatever is wrong with it, the site is built as from nothing."""
    newsroom.build(tmp_path / "site", cache=tmp_path / "cache")
    before = files_below(tmp_path / "site")
    (path,) = (tmp_path / "cache").glob("*.sqlite")
    whole = path.read_bytes()
    path.write_bytes(damage or whole[: len(whole) // 2])
    log = newsroom.build(tmp_path / "site", cache=tmp_path / "cache")
    assert "is dropped" in log
    assert files_below(tmp_path / "site") == before


def test_a_row_that_was_tampered_with_is_made_again(newsroom: Newsroom, tmp_path: Path) -> None:
    """Every row carries a hash of itself."""
    import sqlite3

    newsroom.build(tmp_path / "site", cache=tmp_path / "cache")
    before = files_below(tmp_path / "site")
    (path,) = (tmp_path / "cache").glob("*.sqlite")
    with sqlite3.connect(path) as db:
        db.execute("UPDATE text SET html = html || '<script>'")
        db.execute("UPDATE product SET value = '[]'")
        db.execute("UPDATE page SET trace = ''")
        db.execute("UPDATE note SET value = substr(value, 1, length(value) - 1)")
    shutil.rmtree(tmp_path / "site")
    newsroom.build(tmp_path / "site", cache=tmp_path / "cache")
    assert files_below(tmp_path / "site") == before


def test_a_cache_serves_on_another_machine(newsroom: Newsroom, tmp_path: Path) -> None:
    """A checkout there has new times on every file; what counts is their content."""
    newsroom.build(tmp_path / "site", cache=tmp_path / "cache")
    for path in [*newsroom.content.rglob("*"), *(tmp_path / "site").rglob("*")]:
        path.touch()
    assert "0 of 61 texts and 0 of" in newsroom.build(tmp_path / "site", cache=tmp_path / "cache")


def test_what_the_build_did_not_write_stays(newsroom: Newsroom, tmp_path: Path) -> None:
    """An editor's own files stay, those of a deleted article go, a page that was lost or changed is back."""
    site = tmp_path / "site"
    newsroom.build(site, cache=tmp_path / "cache")
    (site / "CNAME").write_text("example.org", encoding="utf-8")
    (site / "2026/07/02/own.txt").write_text("mine", encoding="utf-8")
    (site / "2026/07/05/ai-daily/index.html").unlink()
    (site / "2026/07/06/ai-daily/index.html").write_text("other", encoding="utf-8")
    for day in (1, 2):
        newsroom.path(day).unlink()
    newsroom.build(site, cache=tmp_path / "cache")
    assert (site / "CNAME").exists()
    assert [path.name for path in (site / "2026/07/02").iterdir()] == ["own.txt"]
    assert not (site / "2026/07/03").exists()
    assert "第 4 日" in (site / "2026/07/05/ai-daily/index.html").read_text(encoding="utf-8")
    assert "第 5 日" in (site / "2026/07/06/ai-daily/index.html").read_text(encoding="utf-8")


def test_the_search_index_is_made_when_a_text_is_new(newsroom: Newsroom, tmp_path: Path) -> None:
    """It stays as it is where no article changed, and is whole again when somebody has removed a part."""
    newsroom.settings["SEARCH_INDEX"] = True
    assert "index made" in newsroom.build(tmp_path / "site", cache=tmp_path / "cache")
    before = files_below(tmp_path / "site" / "pagefind")
    assert "index made" not in newsroom.build(tmp_path / "site", cache=tmp_path / "cache")
    assert files_below(tmp_path / "site" / "pagefind") == before
    (tmp_path / "site" / "pagefind" / "2026q3" / "pagefind.js").unlink()
    assert "index made" in newsroom.build(tmp_path / "site", cache=tmp_path / "cache")
    newsroom.write(30, words="改")
    assert "index made" in newsroom.build(tmp_path / "site", cache=tmp_path / "cache")
    assert files_below(tmp_path / "site" / "pagefind") != before


def test_a_cache_cannot_remove_what_lies_elsewhere(tmp_path: Path) -> None:
    """A name that leads out of the output folder is left alone, by dots as by a link."""
    site, other = tmp_path / "site", tmp_path / "other"
    for folder in (site, other):
        folder.mkdir()
        (folder / "own.txt").write_text("mine", encoding="utf-8")
    (site / "link").symlink_to(other)
    known = Page("", 4, 0, "")
    before = {"../other/own.txt": known, "link/own.txt": known, "own.txt": known}
    watching.begin(str(site))
    assert Outputs(site, before).finish() == {}
    assert (other / "own.txt").exists()
    assert not (site / "own.txt").exists()


def test_what_a_plugin_puts_into_the_context_counts(newsroom: Newsroom, tmp_path: Path) -> None:
    """A value that is no setting is on no page unseen, and neither is a template beside the articles."""
    path = newsroom.theme / "templates" / "partials" / "footer.html"
    path.write_text(path.read_text(encoding="utf-8") + "{{ said }}", encoding="utf-8")
    own = newsroom.content / "own.html"
    newsroom.settings["TEMPLATE_PAGES"] = {"own.html": "own.html"}
    plugin = (
        "import pathlib\nfrom pelican import signals\n"
        "def say(generators):\n"
        "    said = pathlib.Path(__file__).with_name('said.txt').read_text()\n"
        "    generators[0].context['said'] = said\n"
        "def register():\n    signals.all_generators_finalized.connect(say)\n"
    )
    folder = newsroom.add_plugin("saying", plugin)
    for words in ("eins", "zwei"):
        (folder / "said.txt").write_text(words, encoding="utf-8")
        own.write_text(words, encoding="utf-8")
        newsroom.build(tmp_path / "site", cache=tmp_path / "cache")
        colophon = (tmp_path / "site" / "colophon" / "index.html").read_text(encoding="utf-8")
        assert words in colophon.partition("<footer")[2]
        assert (tmp_path / "site" / "own.html").read_text(encoding="utf-8") == words


def test_what_a_plugin_makes_of_an_article_counts(newsroom: Newsroom, tmp_path: Path) -> None:
    """A title that is not that of the text is on all pages that show it, after it changed once more too."""
    plugin = (
        "import pathlib\nfrom pelican import signals\n"
        "def name(generator):\n"
        "    words = pathlib.Path(__file__).with_name('name.txt').read_text()\n"
        "    generator.articles[9].title = words or generator.articles[9].title\n"
        "def register():\n    signals.article_generator_finalized.connect(name)\n"
    )
    folder = newsroom.add_plugin("naming", plugin)
    for words in ("", "eins", "zwei", ""):
        (folder / "name.txt").write_text(words, encoding="utf-8")
        newsroom.build(tmp_path / "site", cache=tmp_path / "cache")
        newsroom.build(tmp_path / "fresh", cache=None)
        assert files_below(tmp_path / "site") == files_below(tmp_path / "fresh")
        assert not words or words.encode() in files_below(tmp_path / "site")["archives/index.html"]
        shutil.rmtree(tmp_path / "fresh")
