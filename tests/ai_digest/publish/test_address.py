"""Where the site will be: the environment, a domain of its own, the repository's Pages."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from ai_digest.publish.address import pages_address, repository_of, site_address

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("remote", "repository"),
    [
        ("https://github.com/you/blog.git", "you/blog"),
        ("https://github.com/you/blog", "you/blog"),
        ("https://x-access-token:secret@github.com/you/blog.git", "you/blog"),
        ("git@github.com:you/blog.js.git", "you/blog.js"),
        ("ssh://git@github.com/you/blog.git", "you/blog"),
        ("https://gitlab.com/you/blog.git", ""),
        ("https://github.com.evil.example/you/blog", ""),
        ("../elsewhere.git", ""),
    ],
)
def test_the_repository_is_read_from_the_remote(tmp_path: Path, remote: str, repository: str) -> None:
    """In each form that git has for GitHub; other hosts have no Pages that we know of."""
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    subprocess.run(["git", "-C", tmp_path, "remote", "add", "origin", remote], check=True)
    assert repository_of(tmp_path) == repository


@pytest.mark.parametrize(
    ("repository", "address"),
    [
        ("You/Blog", "https://you.github.io/Blog"),
        ("You/you.github.io", "https://you.github.io"),
        ("blog", ""),
        ("", ""),
    ],
)
def test_a_repository_has_pages(repository: str, address: str) -> None:
    """Below the owner's address, or at its root for the one that is called after it."""
    assert pages_address(repository) == address


def test_the_more_explicit_word_counts(tmp_path: Path) -> None:
    """SITEURL before a domain, a domain before the repository; a file that is no domain is none."""
    environment = {"GITHUB_REPOSITORY": "you/blog"}
    assert site_address(tmp_path, tmp_path, environment) == "https://you.github.io/blog"
    (tmp_path / "CNAME").write_text("News.Example.org\n", encoding="utf-8")
    assert site_address(tmp_path, tmp_path, environment) == "https://news.example.org"
    environment["SITEURL"] = "https://x.example/y/"
    assert site_address(tmp_path, tmp_path, environment) == "https://x.example/y"
    (tmp_path / "CNAME").write_text("no domain at all\n", encoding="utf-8")
    assert site_address(tmp_path, tmp_path, {}) == ""
