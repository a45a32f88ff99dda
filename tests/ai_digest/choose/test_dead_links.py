"""Stories whose page is gone are told by another item, or left out."""

from __future__ import annotations

from ai_digest.choose import without_dead
from ai_digest.choose.dead import REASON
from ai_digest.model import LeftOut, Plan, PlannedSection, Story
from tests.builders import item, planned, source, story

LAKE = story(
    item("澄湖发布芦苇系统"), item("Reeds are out", of=source("乙")), item("芦苇来了", of=source("丙"))
)
HERON = story(item("Heron opens a lab"))
MARSH = story(item("Marsh maps the delta"))


def plan(*sections: tuple[Story, ...]) -> Plan:
    """Return a plan of these sections."""
    return Plan(
        title="一期",
        sections=tuple(PlannedSection("栏目", tuple(map(planned, stories))) for stories in sections),
        briefs=(),
    )


def test_a_living_plan_stays_as_it_is() -> None:
    """Where no link is dead, nothing changes, whatever else is dead elsewhere."""
    made = plan((LAKE, HERON), (MARSH,))
    assert without_dead(made, ()) == made
    assert without_dead(made, {"https://elsewhere.example/1", LAKE.items[1].link}) == made


def test_another_item_leads_a_story_whose_page_is_gone() -> None:
    """The first item with a living link comes to the front; the story keeps its id and all its items."""
    first, second, third = LAKE.items
    (section,) = without_dead(plan((LAKE, HERON)), {first.link, second.link}).sections
    told = section.stories[0].story
    assert (told.id, told.items) == (LAKE.id, (third, first, second))
    assert section.stories[1].story == HERON


def test_a_story_without_a_living_link_is_left_out() -> None:
    """It stands among the left out with its reason, and a section it leaves empty goes with it."""
    made = without_dead(plan((LAKE,), (HERON,)), {HERON.lead.link})
    assert [told.story for section in made.sections for told in section.stories] == [LAKE]
    assert len(made.sections) == 1
    assert made.left_out == (LeftOut(HERON, REASON),)


def test_a_server_that_knows_no_page_empties_no_edition() -> None:
    """Where every page is gone, the plan stays: the program was refused, and no news is that dead."""
    made = plan((HERON,), (MARSH,))
    assert without_dead(made, {HERON.lead.link, MARSH.lead.link}) == made
