"""Which stories a page tells, and what the evidence adds."""

from archive.known import Known
from archive.stories import name_of, stories_of

PAGE = """
<h2 id="部">部</h2>
<h3 id="鹭"><a href="https://heron.example/a?b=1&amp;c=2">鹭 &amp; 苇</a><a href="#鹭"></a></h3>
<ul><li><a href="https://heron.example/fact">事实</a>不是报道</li></ul>
<article class="story" id="s1"><h3 id="苇"><a href="https://reed.example/1">苇</a></h3><p>正文</p></article>
<h3 id="无">没有链接的标题</h3>
<h2 id="更多">更多</h2>
<ul>
<li id="b2"><a href="https://marsh.example/2">又一条</a></li>
<li><a href="https://marsh.example/">短讯</a>：一句</li><li><p><a href="#鹭">页内</a></p></li></ul>
"""
KNOWN = {
    "//heron.example/a?b=1&c=2": Known(
        id="s9", link="https://heron.example/a?b=1&c=2", tags=("谷歌", "芯片"), thread="s7"
    )
}


def told():
    return stories_of(PAGE, KNOWN, {"谷歌": "Google"})


def test_stories_and_briefs_are_found_facts_are_not():
    """A heading with a link is a story; an entry with one, in a section without stories, a brief."""
    assert [(story.headline, story.anchor, story.brief) for story in told()] == [
        ("鹭 & 苇", "鹭", False),
        ("苇", "s1", False),
        ("又一条", "b2", True),
        ("短讯", "更多", True),
    ]


def test_the_evidence_adds_id_thread_and_tags():
    """Tags have their one name; without evidence a story is called by its link."""
    first, second, *_ = told()
    assert (first.id, first.thread, first.tags) == ("s9", "s7", ("Google", "芯片"))
    assert second.id == second.thread == "//reed.example/1"
    assert first.link == "https://heron.example/a?b=1&c=2"


def test_the_text_of_a_story_ends_at_the_next_heading():
    """It holds the story's facts, not its headline."""
    first = told()[0]
    assert "不是报道" in PAGE[first.begin : first.end]
    assert "正文" not in PAGE[first.begin : first.end]


def test_names_are_safe_in_addresses():
    """An id stays; a link becomes a hash that stays."""
    assert name_of("s3ffd09b9f2") == "s3ffd09b9f2"
    assert name_of("//a.example/../x") == name_of("//a.example/../x") != name_of("//a.example/x")
    assert name_of("//a.example/../x").isalnum()
