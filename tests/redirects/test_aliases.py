"""Which file stands for an old address, and which addresses none can stand for."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from front_matter.aliases import path_of


@pytest.mark.parametrize(
    ("alias", "path"),
    [
        ("/posts/old.html", "posts/old.html"),
        ("/posts/old/", "posts/old/index.html"),
        ("/posts/old", "posts/old/index.html"),
        ("posts//old/", "posts/old/index.html"),
        ("/post.php", "post.php/index.html"),
        ("/文章/一月.html", "文章/一月.html"),
        ("/%E6%96%87%E7%AB%A0/", "文章/index.html"),
    ],
)
def test_an_old_address_is_a_file_that_servers_find_for_it(alias: str, path: str) -> None:
    """A page is a file as it stands, anything else the index of a folder, with or without a slash."""
    assert path_of(alias) == path


@pytest.mark.parametrize(
    ("alias", "problem"),
    [
        ("/", "first page"),
        ("https://old.example/a/", "host"),
        ("//old.example/a/", "host"),
        ("/?p=12", "query"),
        ("/a/#part", "fragment"),
        ("/../../etc/passwd", "dot"),
        ("/a/%2e%2e/%2e%2e/b.html", "dot"),
        ("/.git/config", "dot"),
        ("/a\\..\\b", "character"),
        ("/a/%00.html", "character"),
        ("/%ff.html", "UTF-8"),
        ("/" + "长" * 90, "200 bytes"),
        ("http://[", "no address"),
    ],
)
def test_an_address_that_no_page_can_stand_at_is_refused_in_words(alias: str, problem: str) -> None:
    """Hosts, queries, ways out of the site and names that no disk takes are refused."""
    with pytest.raises(ValueError, match=problem):
        path_of(alias)


@given(st.text(alphabet=st.sampled_from("ab/.%2eE5\\?#: é文\x00"), max_size=40))
def test_no_address_leads_out_of_the_site(alias: str) -> None:
    """Whatever an alias says, its file lies below the output folder."""
    try:
        path = path_of(alias)
    except ValueError:
        return
    assert posixpath.normpath(path) == path
    assert not path.startswith(("/", "."))
