"""What an import writes, what it leaves out, and that it never writes over anything."""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from ai_digest.cli import main
from ai_digest.errors import UsageError
from ai_digest.file.shelf import Shelf
from ai_digest.migrate.addresses import check_pattern
from ai_digest.migrate.pictures import SAID
from tests.ai_digest.migrate.old_blog import CARD, article, picture, write_old_blog
from tests.newsroom import ROOT, files_below

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.ai_digest.gather.loopback import Loopback

    Bring = Callable[..., tuple[int, dict[str, Any]]]

CLEAN = "| 2025-01 | 山岚 86% |\n| 2026-01 | 山岚 64% |\n"


def test_the_authors_words_stay_to_the_byte(bring: Bring, content: Path, old: Path) -> None:
    """Only slug and old address are added, only the card goes, whatever ends lines and begins the file."""
    paths = write_old_blog(old, 12)
    _, report = bring("--old-url", "/{stem}/")
    for path in paths:
        was = path.read_bytes()
        entry = report[path.relative_to(old).as_posix()]
        now = content.parent.joinpath(entry["path"]).read_bytes()
        end = b"\r\n" if b"\r\n" in was else b"\n"
        added = [line for line in now.split(end) if line.startswith((b"slug: ", b"aliases: "))]
        kept = [line for line in now.split(end) if line not in added]
        before = [line for line in was.split(end) if not line.startswith(b"slug: ")]
        card = CARD.encode().split(b"\n")
        assert kept[:-1] == before[: before.index(card[0]) - 1]
        assert kept[-1] == b""


def test_an_edition_of_the_old_blog_is_found_as_one_of_its_day(
    bring: Bring, content: Path, old: Path
) -> None:
    """An article of the site's category is its day's edition, hand-written; another one lies in posts/."""
    (old / "2026-01-09-a.md").write_text(article(date="2026-01-09"), encoding="utf-8")
    other = article(2, date="2026-01-09").replace("category: AI 日报", "category: 随笔")
    (old / "essay.md").write_text(other, encoding="utf-8")
    _, report = bring()
    found = Shelf(content).find(dt.date(2026, 1, 9))
    assert found == content / "editions/2026/2026-01-09.md"
    assert report["essay.md"]["path"].endswith("posts/2026/2026-01-09-essay.md")
    told = CliRunner().invoke(
        main, ["--settings", str(ROOT / "pelicanconf.py"), "--content", str(content), "status"]
    )
    assert told.output == "2026-01-09  published  hand-written\n"


@pytest.mark.parametrize(
    ("name", "category", "address"),
    [
        ("2025-11-02-C++ 与 C#.md", "随笔", "2025/11/02/c-plus-plus-与-c-sharp/"),
        ("2025-11-02.md", "AI 日报", "2025/11/02/ai-daily/"),
        ("2025-11-02.md", "随笔", "2025/11/02/2025-11-02/"),
        ("report-2025-11-01.md", "随笔", "2025/11/02/report-2025-11-01/"),
        ("my-post/index.md", "随笔", "2025/11/02/my-post/"),
        ("🦆.md", "随笔", "2025/11/02/post/"),
        ("长" * 70 + ".md", "随笔", f"2025/11/02/{'长' * 60}/"),
    ],
)
def test_an_article_without_a_slug_is_called_after_its_file(
    bring: Bring, old: Path, name: str, category: str, address: str
) -> None:
    """A date at the beginning is no part of it; the article of a folder is called after that."""
    (old / name).parent.mkdir(exist_ok=True)
    text = article(1).replace("category: AI 日报", f"category: {category}")
    (old / name).write_text(text, encoding="utf-8")
    _, report = bring("--dry-run")
    assert report[name]["address"] == address


def test_a_date_in_the_name_alone_is_written_down(bring: Bring, content: Path, old: Path) -> None:
    """An article that was dated by its file's name keeps that day, in its front matter."""
    text = article(1).replace("date: 2025-11-02\n", "")
    (old / "2025-12-24-a.md").write_text(text, encoding="utf-8")
    _, report = bring()
    assert report["2025-12-24-a.md"]["address"] == "2025/12/24/a/"
    assert "\ndate: 2025-12-24\nslug: a\n" in next(content.rglob("*.md")).read_text(encoding="utf-8")


def test_a_second_run_finds_everything_there_and_changes_nothing(
    bring: Bring, content: Path, old: Path
) -> None:
    """Also what an editor changed meanwhile, or moved, is known by its words, and left alone."""
    write_old_blog(old, 4)
    for path in old.rglob("*.md"):
        path.write_bytes(path.read_bytes().replace(CLEAN.encode(), b""))
    bring()
    moved = next(content.rglob("*.md"))
    moved.rename(content / "moved.md")
    (content / "moved.md").write_text(
        (content / "moved.md").read_text(encoding="utf-8").replace("title: 第", "title: 新第"),
        encoding="utf-8",
    )
    before = files_below(content)
    code, report = bring()
    assert code == 0
    assert all(entry["there"] for entry in report.values())
    assert files_below(content) == before


def test_nothing_is_put_over_what_is_there(bring: Bring, content: Path, old: Path) -> None:
    """An address, an edition or a file that is taken leaves the old article out, with the reason."""
    there = content / "any.md"
    there.write_text(
        "---\ntitle: 我的\ndate: 2025-11-02\nslug: mine\nedition: 2025-11-03\n---\n我写的。\n",
        encoding="utf-8",
    )
    (old / "a.md").write_text(article(1, more="slug: mine\n"), encoding="utf-8")
    (old / "b.md").write_text(article(2, more="edition: 2025-11-03\n"), encoding="utf-8")
    (old / "c.md").write_text(article(3, more="slug: same\n"), encoding="utf-8")
    (old / "d.md").write_text(article(4, more="slug: same\n", date="2025-11-04"), encoding="utf-8")
    (old / "e.md").write_text(article(3, more="slug: other\n"), encoding="utf-8")
    before = there.read_bytes()
    code, report = bring()
    assert code == 1
    assert report["a.md"]["reason"] == "any.md has the address /2025/11/02/mine/ already"
    assert report["b.md"]["reason"] == "any.md is the edition of 2025-11-03 already"
    assert report["c.md"]["imported"]
    assert report["d.md"]["reason"] == "c.md has the address /2025/11/04/same/ already"
    assert report["e.md"]["reason"] == "it says the same as c.md"
    assert there.read_bytes() == before
    assert len(files_below(content)) == 2


@pytest.mark.parametrize(
    ("name", "content_", "reason"),
    [
        ("readme.md", b"# hello\n", "line 1: no front matter; expected a first line `---`"),
        ("gbk.md", "---\ntitle: 标题\n---\n".encode("gbk"), "line 2: bytes that are not UTF-8"),
        ("zero.md", b"---\ntitle: a\ndate: 2026-01-01\n---\n\0", "a binary file"),
        ("large.md", b"---\n" + b"a" * 3_000_000, "larger than 2 MiB"),
        ("open.md", b"---\ntitle: a\n", "line 1: the front matter is not closed"),
        ("undated.md", b"---\ntitle: a\n---\nb\n", "no date, neither"),
        ("untitled.md", b"---\ndate: 2026-01-01\n---\nb\n", "line 1: no title"),
        ("wrong.md", b"---\ntitle: a\ndate: 2026-02-31\n---\nb\n", "line 3: date '2026-02-31' is not a date"),
        (
            "slug.md",
            b"---\ntitle: a\ndate: 2026-01-01\nslug: ../../x\n---\nb\n",
            "the slug '../../x' can be no address",
        ),
        (
            "template.md",
            b"---\ntitle: a\ndate: 2026-01-01\ntemplate: x\n---\nb\n",
            "the theme has no template 'x'",
        ),
        (
            "flow.md",
            b"---\n{title: a, date: 2026-01-01}\n---\nb\n",
            "its front matter cannot be changed entry by entry",
        ),
    ],
)
def test_what_is_no_article_is_reported_and_left(
    bring: Bring, content: Path, old: Path, name: str, content_: bytes, reason: str
) -> None:
    """A file that can be no article here is named with what is wrong with it; nothing is written."""
    (old / name).write_bytes(content_)
    code, report = bring()
    assert code == 1
    assert report[name]["reason"].startswith(reason)
    assert files_below(content) == {}


def test_links_pipes_and_hidden_folders_are_not_followed(bring: Bring, old: Path, tmp_path: Path) -> None:
    """A link out of the folder and what is no plain file are named; other files are counted."""
    (tmp_path / "secret.md").write_text(article(1), encoding="utf-8")
    (old / "link.md").symlink_to(tmp_path / "secret.md")
    (old / "folder").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(old / "pipe.md")
    (old / "loop.md").symlink_to(old / "loop.md")
    (old / os.fsdecode(b"\xff.md")).write_text(article(3), encoding="utf-8")
    (old / ".git").mkdir()
    (old / ".git/x.md").write_text(article(2), encoding="utf-8")
    _, report = bring()
    assert {name: entry["reason"] for name, entry in report.items()} == {
        "link.md": "a link that leads out of the folder",
        "folder": "a link to a folder, which is not followed",
        "pipe.md": "no plain file",
        "loop.md": "a link that leads nowhere",
        "?.md": "its name is not UTF-8",
    }


def test_a_dry_run_says_the_same_and_writes_nothing(bring: Bring, content: Path, old: Path) -> None:
    """The report of a dry run is that of the import but for the pictures that only that one fetches."""
    write_old_blog(old, 5)
    (old / "pic.png").write_bytes(picture())
    (old / "with.md").write_text(article(9, card="![图](pic.png)"), encoding="utf-8")
    code, dry = bring("--dry-run")
    assert files_below(content) == {}
    assert (code, dry) == bring()


def test_pictures_of_the_folder_come_along_and_links_between_articles_live_on(
    bring: Bring, content: Path, old: Path
) -> None:
    """A picture is copied and linked there; a link to an old article leads to the new one."""
    (old / "img").mkdir()
    (old / "img/图 一.png").write_bytes(picture())
    (old / "img/fake.png").write_bytes(b"no picture")
    (old / "cover.jpg").write_bytes(picture(kind="JPEG"))
    linked = (
        '![图](<img/图 一.png>) ![二](/img/%E5%9B%BE%20%E4%B8%80.png "题") '
        '<img src="img/图 一.png" alt="三">\n\n'
        "![假](img/fake.png) ![无](img/none.png) [昨日](2025-11-02.md#place) [网](https://x.example/a.png)\n\n"
        "`![码](img/图.png)`\n\n```\n![码](img/fake.png)\n```\n"
    )
    (old / "2025-11-02.md").write_text(article(1), encoding="utf-8")
    (old / "2025-11-03.md").write_text(article(2, card=linked, cover="cover.jpg"), encoding="utf-8")
    _, report = bring()
    entry = report["2025-11-03.md"]
    text = content.parent.joinpath(entry["path"]).read_text(encoding="utf-8")
    kept = sorted(path.relative_to(content).as_posix() for path in (content / "images").rglob("*.*"))
    assert [path.rpartition("-")[0] for path in kept] == [
        "images/covers/2025-11-03",
        "images/posts/2025-11-03",
    ]
    assert f'coverImage: "/{kept[0]}"' in text
    assert text.count(f"{{static}}/{kept[1]}") == 3
    assert "[昨日]({filename}/editions/2025/2025-11-02.md#place)" in text
    assert "`![码](img/图.png)`\n\n```\n![码](img/fake.png)\n```\n" in text
    assert entry["notes"] == [
        f"the picture img/fake.png is no whole picture ({SAID}); it is not brought along",
        "the picture img/none.png is not in the folder",
    ]


@pytest.mark.parametrize("address", ["x" * 400 + ".png", "%00.png", "http://[", "../../etc/passwd.png", "/"])
def test_an_address_that_leads_nowhere_costs_only_a_line(bring: Bring, old: Path, address: str) -> None:
    """Cover and picture under a strange address stay as they are; the article is imported."""
    (old / "a.md").write_text(article(1, cover=address, card=f"![图]({address})"), encoding="utf-8")
    _, report = bring("--covers")
    assert report["a.md"]["imported"]
    assert report["a.md"]["notes"]


def test_covers_are_fetched_on_wish_and_kept_only_if_they_are_pictures(
    bring: Bring, content: Path, old: Path, web: Loopback
) -> None:
    """A cover comes into content/; one that is none, or cannot be had, stays where it is and is named."""
    answers = {
        1: web.serve("/1.png", picture(), kind="image/png"),
        2: web.serve("/2.png", b"<html>gone</html>", kind="image/png"),
        3: web.url("/3.png"),
        4: web.serve("/4.png", picture(size=(9000, 9000), mode="1"), kind="image/png"),
        5: web.serve("/5.png", picture()[:60], kind="image/png"),
    }
    for number, address in answers.items():
        (old / f"{number}.md").write_text(article(number, cover=address), encoding="utf-8")
    code, report = bring("--covers", "--private")
    assert code == 1
    (kept,) = (content / "images/covers").iterdir()
    assert kept.read_bytes() == picture()
    first = content.parent.joinpath(report["1.md"]["path"]).read_text(encoding="utf-8")
    assert f'coverImage: "/images/covers/{kept.name}"' in first
    said = [report[f"{number}.md"]["notes"][0].partition("where it is: ")[2] for number in (2, 3, 4, 5)]
    assert said == [
        f"what is there is no whole picture ({SAID})",
        "HTTP 404 Not Found",
        "what is there has more than 50,000,000 pixels",
        f"what is there is no whole picture ({SAID})",
    ]
    second = content.parent.joinpath(report["2.md"]["path"]).read_text(encoding="utf-8")
    assert f'coverImage: "{answers[2]}"' in second


def test_a_cover_of_many_articles_is_fetched_and_kept_once(
    bring: Bring, content: Path, old: Path, web: Loopback
) -> None:
    """Old blogs have a picture that stands in for missing ones."""
    address = web.serve("/same.png", picture(), kind="image/png")
    for number in range(1, 30):
        (old / f"{number:02}.md").write_text(article(number, cover=address), encoding="utf-8")
    bring("--covers", "--private")
    (kept,) = (content / "images/covers").iterdir()
    assert kept.name.startswith("2025-11-02-")
    assert web.asked == ["/same.png"]
    assert all(kept.name in path.read_text(encoding="utf-8") for path in content.rglob("*.md"))


def test_covers_on_ones_own_network_are_refused_unless_asked_for(
    bring: Bring, old: Path, web: Loopback
) -> None:
    """An old article must not make the program ask what only this machine can reach."""
    (old / "1.md").write_text(article(1, cover=web.serve("/1.png", picture())), encoding="utf-8")
    _, report = bring("--covers")
    assert "address refused: '127.0.0.1' is a loopback address" in report["1.md"]["notes"][0]
    assert web.asked == []


def test_old_addresses_come_from_the_front_matter_and_from_patterns(
    bring: Bring, content: Path, old: Path
) -> None:
    """Each system's own entry counts, each address once; what no page can stand at is named."""
    more = (
        'slug: nine\nurl: /a/nine.html\nsave_as: a/nine.html\npermalink: "https://old.example/b/nine/"\n'
        "aliases:\n  - c/nine\n  - /?p=9\nredirect_from: [/:year/:title/]\n"
    )
    (old / "nine.md").write_text(article(9, more=more), encoding="utf-8")
    _, report = bring("--old-url", "/{date:%Y}/{slug}.html", "--old-url", "/b/{stem}")
    entry = report["nine.md"]
    text = content.parent.joinpath(entry["path"]).read_text(encoding="utf-8")
    assert 'aliases: ["/a/nine.html", "/b/nine/", "/c/nine", "/2025/nine.html"]\n' in text
    assert "\nurl:" not in text
    assert "save_as" not in text
    assert "permalink:" in text
    assert entry["notes"] == [
        "no redirect from '/?p=9': it has a query or a fragment, which no file can answer to",
        "no redirect from '/:year/:title/': it is a pattern; pass --old-url",
    ]


def test_an_old_address_belongs_to_one_article(bring: Bring, old: Path) -> None:
    """The second that claims an address, or one that is a page's, gets no redirect, and a line."""
    (old / "a.md").write_text(article(1, more="aliases: [/x/, /2025/11/03/b/]\n"), encoding="utf-8")
    (old / "b.md").write_text(article(2, more="aliases: [/x]\n"), encoding="utf-8")
    _, report = bring()
    assert report["a.md"]["notes"] == ["no redirect from '/2025/11/03/b/': it is an address of b.md"]
    assert report["b.md"]["notes"] == ["no redirect from '/x': it is an address of a.md"]


@pytest.mark.parametrize(
    "pattern", ["/posts/", "/{title}/", "/{slug.__class__}/", "/{date:%}{", "/../{slug}", "/?p={slug}"]
)
def test_a_pattern_of_no_use_is_wrong_use(pattern: str) -> None:
    """What names nothing of the article, or makes no address, is refused before anything is read."""
    with pytest.raises(UsageError, match="--old-url"):
        check_pattern(pattern)


def test_drafts_of_other_systems_stay_drafts(bring: Bring, content: Path, old: Path) -> None:
    """`draft: true` and `published: false` mean `status: draft` here, or an import would publish them."""
    (old / "a.md").write_text(article(1, more="draft: true\n"), encoding="utf-8")
    (old / "b.md").write_text(article(2, more="published: false\n"), encoding="utf-8")
    bring()
    for path in content.rglob("*.md"):
        assert "\nstatus: draft\n" in path.read_text(encoding="utf-8")


def test_only_a_whole_card_outside_of_code_is_taken_out(bring: Bring, content: Path, old: Path) -> None:
    """A card shown as code, and one that is never closed, stay; the latter is named."""
    text = f'```html\n{CARD}\n```\n\n{CARD}\n\n中间。\n\n<div class="telegram-card"><div>没完\n'
    (old / "a.md").write_text(article(1, card=text), encoding="utf-8")
    _, report = bring()
    now = content.parent.joinpath(report["a.md"]["path"]).read_text(encoding="utf-8")
    assert now.endswith(f'---\n\n```html\n{CARD}\n```\n\n中间。\n\n<div class="telegram-card"><div>没完\n')
    assert report["a.md"]["notes"] == [
        "its Telegram card is not closed and stays in the text; the page leaves it out"
    ]


def test_an_import_that_was_killed_goes_on(
    bring: Bring, content: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written before a kill is whole and is found there; the rest follows."""
    write_old_blog(old, 6)
    written = []

    def die(path: Path, raw: bytes) -> None:
        if len(written) == 3:
            raise KeyboardInterrupt
        written.append(path)
        from ai_digest.atomic import write_new

        write_new(path, raw)

    with monkeypatch.context() as patch:
        patch.setattr("ai_digest.migrate.run.write_new", die)
        with pytest.raises(AssertionError):
            bring()
    assert len(files_below(content)) == 3
    _, report = bring()
    assert sum(entry["there"] for entry in report.values()) == 3
    assert sum(entry["imported"] for entry in report.values()) == 3
    assert len(files_below(content)) == 6


def test_the_folder_must_not_overlap_with_the_content(content: Path, old: Path) -> None:
    """An import of the site into itself is wrong use, exit code 2."""
    for folder in (content, content.parent):
        given = ["--settings", str(ROOT / "pelicanconf.py"), "--content", str(content), "import", str(folder)]
        done = CliRunner().invoke(main, given)
        assert done.exit_code == 2
        assert "outside of the content folder" in done.output


def test_a_clean_import_ends_with_0_and_says_what_it_did(content: Path, old: Path) -> None:
    """The lines name file, place, address and every change; the counts come last."""
    text = article(1).replace(CLEAN, f"| 月份 | 份额 |\n| --- | --- |\n{CLEAN}")
    (old / "2025-11-02-a.md").write_text(text, encoding="utf-8")
    (old / "style.css").write_text("", encoding="utf-8")
    done = CliRunner().invoke(
        main, ["--settings", str(ROOT / "pelicanconf.py"), "--content", str(content), "import", str(old)]
    )
    assert done.exit_code == 0, done.output
    assert (
        f"imported 2025-11-02-a.md → {content}/editions/2025/2025-11-02.md, at /2025/11/02/a/\n"
        in done.output
    )
    assert "    changed: slug: a\n" in done.output
    assert "    changed: Telegram card: taken out\n" in done.output
    assert "1 imported, 0 there already, 0 skipped\n1 other files in the folder: .css 1\n" in done.output
