"""Tags by one name, and months as calendars."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st
from pelican.settings import DEFAULT_CONFIG
from pelican.urlwrappers import Tag

from archive.calendar import weeks_of
from archive.tags import LONGEST, grouped, name_tags

SETTINGS = {
    **DEFAULT_CONFIG,
    "TAG_ALIASES": {"谷歌": "Google", "GOOGLE": "Google"},
    "TAG_GROUPS": {"公司": ["google", "无此"]},
}


def test_aliases_give_a_tag_its_one_name():
    """Capitals do not matter, and two that become the same are one."""
    article = SimpleNamespace(tags=[Tag(name, SETTINGS) for name in ("google", "谷歌", "芯片")])
    name_tags([article, SimpleNamespace()], SETTINGS)
    assert [tag.name for tag in article.tags] == ["Google", "芯片"]


def test_groups_come_first_and_the_rest_is_bounded():
    """A group has its tags by frequency; of the others only so many are listed, and the rest is counted."""
    terms = [("Google", [1]), *((f"t{number}", [1] * (number % 3 + 1)) for number in range(LONGEST + 5))]
    groups = grouped(terms, SETTINGS)
    assert groups.named == [("公司", [("Google", [1])])]
    assert len(groups.others) == LONGEST
    assert groups.more == 5
    assert len(groups.others[0][1]) == 3


@given(st.integers(2000, 2100), st.integers(1, 12))
def test_every_day_of_a_month_is_in_one_week(year, month):
    """Weeks have seven days from Monday; the days come in order, once each."""
    weeks = weeks_of(year, month, [])
    assert {len(week) for week in weeks} == {7}
    numbers = [day.number for week in weeks for day in week if day.number]
    assert numbers == list(range(1, len(numbers) + 1))
    assert 28 <= len(numbers) <= 31


def test_a_day_leads_to_its_newest_article(article):
    """Two articles of one day are counted, their stories together."""
    newest, older = article(5, ("a", "a"), ("b", "b")), article(5, ("c", "c"))
    (day,) = [day for week in weeks_of(2026, 8, [newest, older]) for day in week if day.article]
    assert (day.number, day.article, day.articles, day.stories) == (5, newest, 2, 3)
