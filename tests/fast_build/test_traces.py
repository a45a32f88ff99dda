"""What a page read can be asked again, and values of two builds are written alike if they are."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from functools import partial
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from pelican.settings import DEFAULT_CONFIG
from pelican.urlwrappers import Tag

from fast_build.coding import Decoder, NotKeepable, encode
from fast_build.fingerprint import Unknown, canonical
from fast_build.questions import TracedDict, TracedList, answer
from fast_build.trace import SEEN, Doubt, written
from front_matter.stories import Place

places = st.integers(-9, 9)
bounds = st.none() | places
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def asked(ask, *values):
    """Return what a question was noted as, and what it gave."""
    SEEN.start()
    try:
        found = ask(*values)
    finally:
        SEEN.stop()
    return sorted(SEEN.questions), found


@given(st.lists(st.integers(), min_size=1), bounds, bounds)
def test_a_slice_is_asked_again_as_it_was(values, start, stop):
    """The same question to the same list has the same answer."""
    ((_, question),), found = asked(lambda traced: traced[start:stop], TracedList("a", values))
    assert answer(values, question) == found


@pytest.mark.parametrize(
    ("ask", "question"),
    [
        (len, "len"), (bool, "any"), (lambda a: a[1], "at 1"), (list, "all"), (sorted, "all"), (max, "all"),
        (lambda a: 2 in a, "all"), (lambda a: [*a], "all"), (lambda a: a == [1], "all"),
        (lambda a: a.index(1), "all"), (lambda a: list(reversed(a)), "all"), (lambda a: a * 2, "all"),
        (lambda a: ",".join(map(str, a)), "all"),
    ],
)  # fmt: skip
def test_every_way_to_read_a_list_is_noted(ask, question):
    """Nothing of a list is read unseen, also by functions that are written in C."""
    questions, _ = asked(ask, TracedList("a", [1, 2, 3]))
    assert ("a", question) in questions or ("a", "all") in questions


@pytest.mark.parametrize(
    "ask",
    [
        len, bool, list, dict, sorted, lambda a: a.get("x"), lambda a: a["x"], lambda a: "x" in a,
        lambda a: [*a.items()],
        lambda a: a.copy(), lambda a: {**a}, lambda a: a | {}, lambda a: [*a.values()], lambda a: a == {},
    ],
)  # fmt: skip
def test_every_way_to_read_a_dict_is_noted(ask):
    """Nothing of a dict is read unseen."""
    questions, _ = asked(ask, TracedDict("a", {"x": 1, "y": 2}))
    assert questions


def test_a_dict_keeps_its_default_values():
    """Pelican's periods are empty lists on a site without articles."""
    traced = TracedDict("a", defaultdict(list))
    assert asked(lambda periods: periods["month"], traced) == ([("a", "key month")], [])
    with pytest.raises(KeyError):
        TracedDict("a", {})["month"]


def test_nothing_is_noted_between_pages():
    """Generators may ask as they like."""
    SEEN.start()
    SEEN.stop()
    assert len(TracedList("a", [1])) == 1
    assert not SEEN.questions


@given(plain, plain)
def test_values_are_written_alike_if_they_are_alike(one, other):
    """`written` tells apart what a template could tell apart."""
    assert (written(one) == written(other)) == (
        json.dumps(one) == json.dumps(other) and repr(one) == repr(other)
    )


def test_what_cannot_be_compared_is_in_doubt():
    """An object of an unknown class may show anything."""
    with pytest.raises(Doubt):
        written([SimpleNamespace(a=1)])


@given(plain)
def test_plain_metadata_comes_back_as_it_was(value):
    """JSON and back is the same."""
    assert Decoder({}).decode(json.loads(json.dumps(encode(value)))) == value


def test_metadata_of_articles_comes_back_as_it_was():
    """Dates with their zone, tags, marked-up text and the classes that plugins name."""
    settings = dict(DEFAULT_CONFIG)
    zone = ZoneInfo("Asia/Shanghai")
    metadata = {
        "date": dt.datetime(2026, 8, 13, 7, 30, tzinfo=zone),
        "modified": dt.datetime(2026, 8, 13, tzinfo=dt.timezone(dt.timedelta(hours=2))),
        "tags": [Tag("C++", settings), Tag("芯片", settings)],
        "summary": Markup("<p>一</p>"),
        "places": [Place("s1", "https://x.example", brief=True)],
        "more": {"day": dt.date(2026, 8, 1), "pair": (1, 2)},
    }
    kept = json.loads(json.dumps({name: encode(value) for name, value in metadata.items()}))
    read = {name: Decoder(settings).decode(value) for name, value in kept.items()}
    assert read == metadata
    assert [type(read[name]) for name in metadata] == [type(value) for value in metadata.values()]
    assert type(read["places"][0]) is Place
    assert read["date"].tzinfo is zone


def test_metadata_that_json_cannot_hold_is_not_kept():
    """Then the article is read anew in every build."""
    with pytest.raises(NotKeepable):
        encode({"a": object()})
    with pytest.raises(NotKeepable):
        encode({1: "a"})


def test_functions_in_settings_are_told_apart():
    """By their code and by what they were made with; an object is not known."""

    def made(number):
        return lambda text: text * number

    assert canonical(made(1)) == canonical(made(1))
    assert canonical(made(1)) != canonical(made(2))
    assert canonical(partial(made, 1)) != canonical(partial(made, 2))
    with pytest.raises(Unknown):
        canonical({"filter": SimpleNamespace()})
