"""A mistake in the front matter is one line for a person: where, what, and what was expected."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MISTAKES = {
    "tab": ("---\ntitle: 一\ntags:\n\t- AI\n---\n", 4, "spaces instead of the tab"),
    "colon": ("---\ntitle: 一: 二: 三\n---\n", 2, "quotes around a value"),
    "quote": ('---\ntitle: "一\ndate: 2026-08-13\n---\n', None, "a closing quote"),
    "unclosed": ("---\ntitle: 一\n\n正文\n", 1, "a line `---`"),
    "no title": ("---\ndate: 2026-08-13\n---\n", 1, "title: …"),
    "empty title": ("---\ndate: 2026-08-13\ntitle:\n---\n", 3, "title: …"),
    "list": ("---\n- 一\n- 二\n---\n", 2, "`name: value`"),
    "text": ("---\n一二三\n---\n", 2, "`name: value`"),
    "bad day": ("---\ntitle: 一\ndate: 2026-02-30\n---\n", 3, "a date such as"),
    "half a date": ("---\ntitle: 一\ndate: 2026-08\n---\n", 3, "a date such as"),
    "time only": ("---\ntitle: 一\ndate: 07:30\n---\n", 3, "a date such as"),
    "status": ("---\ntitle: 一\nstatus: pubished\n---\n", 3, "one of published, draft"),
    "twice": ("---\ntitle: 一\ntags: a\ntags: b\n---\n", 4, "each name once"),
    "title is a list": ("---\ntitle: [一, 二]\n---\n", 2, "one value"),
    "not UTF-8": ("---\ntitle: 第一期\n---\n".encode("gb18030"), 2, "UTF-8"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_one_line_with_its_place(read, errors, mistake):
    """The file is left out, and one line names file, line, mistake and what was expected."""
    text, line, expected = MISTAKES[mistake]
    _, metadata = read(text)
    assert metadata == {"status": "skip"}
    (message,) = errors()
    assert re.match(rf"\S*post\.md:{line or '[0-9]+'}: ", message)
    assert "\n" not in message
    assert expected in message.partition("; expected ")[2]


@pytest.fixture(scope="module")
def build(tmp_path_factory):
    """Build a good article beside one with broken front matter and two for the same address."""
    folder = tmp_path_factory.mktemp("mistakes")
    content = folder / "content"
    content.mkdir()
    good = "---\ntitle: 好的一期\ndate: 2026-08-13\nslug: {}\n---\n正文。\n"
    (content / "good.md").write_text(good.format("good"), encoding="utf-8")
    (content / "twin-a.md").write_text(good.format("twin"), encoding="utf-8")
    (content / "twin-b.md").write_text(good.format("twin"), encoding="utf-8")
    (content / "broken.md").write_text("---\ntitle: 坏: 了\n---\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pelican",
        content,
        "-s",
        ROOT / "pelicanconf.py",
        "-o",
        folder / "output",
    ]
    plugins = 'PLUGINS=["front_matter","seo","archive"]'
    run = subprocess.run(
        [*command, "-e", plugins, "--log-handler", "plain"],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=folder,
    )  # fmt: skip
    return folder / "output", run


def test_the_others_are_built(build):
    """One broken file costs no other article its page."""
    output, run = build
    assert run.returncode == 0, run.stderr
    assert (output / "2026/08/13/good/index.html").is_file()
    assert (output / "2026/08/13/twin/index.html").is_file()


def test_the_build_says_each_mistake_once_without_traceback(build):
    """One line for the broken file, one for the second article of an address."""
    lines = build[1].stderr.splitlines()
    assert "Traceback" not in build[1].stderr
    assert [line for line in lines if "broken.md" in line] == [
        line for line in lines if "broken.md:2: " in line
    ]
    assert sum("broken.md" in line for line in lines) == 1
    assert sum("twin-b.md:1: same address as twin-a.md" in line for line in lines) == 1
