"""When two addresses are the same page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.links import canonical

if TYPE_CHECKING:
    from random import Random

TRACKING = ["utm_source", "UTM_Campaign", "spm", "spm_id", "fbclid", "gclid", "from", "ref", "src", "share"]
TRACKING += ["mc_cid", "msclkid", "cmpid", "scene"]
KEYS = st.sampled_from(["id", "p", "page", "q", "article", "v", "文", "a b"])
PAIRS = st.lists(st.tuples(KEYS, st.text(max_size=5)), max_size=4)
SEGMENTS = st.text("abcXYZ019-_.~%文", max_size=6)
PATHS = st.lists(SEGMENTS, max_size=4).map(lambda parts: "".join(f"/{part}" for part in parts))
HOSTS = st.builds(
    lambda front, label, port: f"{front}{label}.example{port}",
    st.sampled_from(["", "www.", "m.", "wap.", "mobile.", "news.", "WWW."]),
    st.sampled_from(["heron", "REED", "chenghu", "a-b"]),
    st.sampled_from(["", ":80", ":443", ":8443"]),
)


def link(host: str, path: str, pairs: list[tuple[str, str]], scheme: str = "https") -> str:
    """Return an address put together from its parts."""
    return f"{scheme}://{host}{path}?{urlencode(pairs)}"


@pytest.mark.parametrize(
    "same",
    [
        "https://heron.example/news/1",
        "http://heron.example/news/1",
        "https://www.heron.example/news/1",
        "https://m.heron.example/news/1",
        "https://wap.heron.example/news/1",
        "https://mobile.heron.example/news/1",
        "https://HERON.example/news/1",
        "https://heron.example./news/1",
        "https://heron.example:443/news/1",
        "http://heron.example:80/news/1",
        "https://heron.example/news/1/",
        "https://heron.example/news/1?",
        "https://heron.example/news/1#comments",
        "https://heron.example/news/1?utm_source=feed&utm_medium=rss",
        "https://heron.example/news/1?from=timeline&spm=1.2.3",
        "https://heron.example/news/1?fbclid=x#top",
        "  https://heron.example/news/1\n",
        "https://m.www.heron.example/news/1",
    ],
)
def test_the_same_page(same: str) -> None:
    """Scheme, `www.` and mobile hosts, default ports, tracking keys, fragments, a last slash: no matter."""
    assert canonical(same) == canonical("https://heron.example/news/1")


@pytest.mark.parametrize(
    "other",
    [
        "https://heron.example/news/2",
        "https://heron.example/News/1",
        "https://heron.example/",
        "https://reed.example/news/1",
        "https://blog.heron.example/news/1",
        "https://heron.example:8443/news/1",
        "https://heron.example/news/1?id=7",
        "https://heron.example/news/1?p=",
        "https://mheron.example/news/1",
        "https://wwwheron.example/news/1",
    ],
)
def test_another_page(other: str) -> None:
    """Path, case of the path, host, port and unknown query keys do count."""
    assert canonical(other) != canonical("https://heron.example/news/1")


@pytest.mark.parametrize("host", ["m.example", "www.example", "wap.example"])
def test_a_host_of_two_parts_keeps_both(host: str) -> None:
    """`m.example` is a site of that name, not the mobile form of a top-level domain."""
    assert urlsplit(canonical(f"https://{host}/1")).netloc == host


def test_query_keys_are_put_in_order() -> None:
    """The order of the query does not count, its values do."""
    assert canonical("https://a.example/?b=2&a=1") == canonical("https://a.example/?a=1&b=2")
    assert canonical("https://a.example/?a=1") != canonical("https://a.example/?a=2")


def test_ports_of_numbered_hosts_are_kept_apart() -> None:
    """An IPv6 host keeps its brackets, so that its port cannot be taken for a part of it."""
    with_port, without = canonical("http://[2001:db8::1]:8790/1"), canonical("http://[2001:db8::1:8790]/1")
    assert with_port != without
    assert canonical("https:" + with_port) == with_port


@pytest.mark.parametrize(
    "broken", ["http://[broken/1", "https://heron.example:port/1", "https://heron.example:99999/1", "", "//"]
)
def test_a_broken_link_is_no_error(broken: str) -> None:
    """A link that an editor mistyped compares as something, and ends no run."""
    assert canonical(broken) == canonical(broken + " ")


@given(HOSTS, PATHS, PAIRS)
def test_the_form_is_final(host: str, path: str, pairs: list[tuple[str, str]]) -> None:
    """What is canonical stays as it is when it is made canonical again."""
    form = canonical(link(host, path, pairs))
    assert canonical("https:" + form) == form


@given(HOSTS, PATHS, PAIRS, st.lists(st.tuples(st.sampled_from(TRACKING), st.text(max_size=5)), max_size=3))
def test_tracking_keys_vanish_and_others_stay(
    host: str, path: str, pairs: list[tuple[str, str]], tracking: list[tuple[str, str]]
) -> None:
    """Tracking keys make no difference, and every other pair is still there."""
    form = canonical(link(host, path, [*tracking, *pairs]))
    assert form == canonical(link(host, path, [*pairs, *tracking]))
    assert form == canonical(link(host, path, pairs))
    assert sorted(parse_qsl(urlsplit(form).query, keep_blank_values=True)) == sorted(pairs)


@given(HOSTS, PATHS, PAIRS, st.randoms(use_true_random=False))
def test_order_and_scheme_make_no_difference(
    host: str, path: str, pairs: list[tuple[str, str]], chance: Random
) -> None:
    """Shuffled query pairs, the other scheme and a fragment give the same form."""
    shuffled = list(pairs)
    chance.shuffle(shuffled)
    assert canonical(link(host, path, shuffled, "http") + "#x") == canonical(link(host, path, pairs))
