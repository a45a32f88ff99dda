"""`make github`: the site on the branch gh-pages of a real remote, and what has to survive there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.workflow.runner import Forge


def github(forge: Forge, work: Path, address: str) -> subprocess.CompletedProcess[str]:
    """Run the target in a clone."""
    command = ["make", "github", "ARGS=-e AI_DIGEST_AT_BUILD=false SEARCH_INDEX=false"]
    given = {"SITEURL": address, "GIT_AUTHOR_NAME": "E", "GIT_AUTHOR_EMAIL": "e@example.org"}
    given |= {"GIT_COMMITTER_NAME": "E", "GIT_COMMITTER_EMAIL": "e@example.org", "HOME": str(forge.folder)}
    return subprocess.run(
        command, cwd=work, env=os.environ | given, capture_output=True, text=True, check=False
    )


def clone(forge: Forge) -> Path:
    """Return a clone in which nothing has to be installed."""
    work = forge.folder / "clone"
    forge.git("clone", "--quiet", forge.remote, work)
    (work / ".venv").symlink_to(Path(sys.prefix))
    for path in work.glob("requirements*.txt"):
        os.utime(path, (0, 0))
    os.utime(work / "pyproject.toml", (0, 0))
    return work


def test_the_branch_has_the_site_and_keeps_its_domain(forge: Forge) -> None:
    """`.nojekyll` is there, so are the pages; a domain that was set on the branch is not lost."""
    work = clone(forge)
    first = github(forge, work, "https://you.github.io/blog")
    assert first.returncode == 0, first.stdout + first.stderr
    files = forge.git("ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    assert {".nojekyll", "index.html", "404.html", "2026/09/02/ai-daily/index.html"} <= set(files)
    assert "CNAME" not in files
    assert "https://you.github.io/blog/" in forge.git("show", "gh-pages:index.html")
    other = forge.folder / "settings"
    forge.git("clone", "--quiet", "--branch", "gh-pages", forge.remote, other)
    (other / "CNAME").write_text("news.example.org\n", encoding="utf-8")
    forge.commit(other, "Set the domain")
    forge.git("push", "--quiet", "origin", "gh-pages", cwd=other)
    again = github(forge, work, "https://news.example.org")
    assert again.returncode == 0, again.stdout + again.stderr
    assert forge.git("show", "gh-pages:CNAME") == "news.example.org\n"


def test_nothing_is_pushed_without_an_address(forge: Forge) -> None:
    """A site whose links say localhost does not leave this machine."""
    done = github(forge, clone(forge), "")
    assert done.returncode != 0
    assert "set SITEURL" in done.stdout + done.stderr
    assert "gh-pages" not in forge.git("branch", "--all")
