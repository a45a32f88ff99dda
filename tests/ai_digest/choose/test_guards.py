"""What may never be one story."""

from __future__ import annotations

import pytest

from ai_digest.choose import may_merge
from ai_digest.choose.guards import apart
from ai_digest.choose.wording import read_title
from tests.builders import item, story


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Heron ships Reed 5.1", "Reed 5.2 ships from Heron"),
        ("苍鹭发布 Reed3.5", "苍鹭的 Reed 3.6 来了"),
        ("湖畔周报第 12 期：船与桥", "湖畔周报第 13 期：船与桥"),
        ("Reedkit v2.1.4", "Reedkit v2.1.5"),
        ("Changelog (July 2): boats", "Changelog (July 3): boats"),
    ],
)
def test_versions_and_series_stay_apart(one: str, two: str) -> None:
    """One name in two versions, or the same words with other numbers, are two stories, and it is said why."""
    assert apart(read_title(one), read_title(two))
    assert apart(read_title(two), read_title(one))
    assert may_merge(story(item("湖"), item(one)), story(item(two)))


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Heron ships Reed 5.1", "Reed 5.1 ships from Heron"),
        ("Heron ships Reed 5.1, better than Kestrel 2", "Reed 5.1 beats Kestrel 3"),
        ("Heron raises 30 million", "苍鹭融资 3 千万"),
        ("苍鹭发布Reed3.5", "苍鹭发布 Reed 3.5"),
        ("Heron opens 3 lakes", "Heron closes 4 lakes"),
        ("Heron raises $1,200 million for boats", "Heron raises $1200 million for boats"),
    ],
)
def test_other_differences_forbid_nothing(one: str, two: str) -> None:
    """A version in common, other words, or another spelling of a number leave the decision to likeness."""
    assert not apart(read_title(one), read_title(two))
    assert not may_merge(story(item(one)), story(item(two)))
