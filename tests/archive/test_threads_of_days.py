"""Threads across days."""

from archive.threads import threads_of


def test_a_thread_has_stories_of_two_days_at_least(article):
    """The newest story gives the name; two stories of one day are no thread."""
    articles = [
        article(3, ("s3", "s1"), ("s5", "s4")),
        article(2, ("s2", "s9")),
        article(1, ("s1", "s1"), ("s4", "s8")),
    ]
    (thread,) = threads_of(articles)
    assert (thread.name, thread.url) == ("s3 的标题", "threads/s1/")
    assert [step.story.id for step in thread.steps] == ["s3", "s1"]
    assert thread.first.article is articles[2]
    assert threads_of([article(1, ("a", "t"), ("b", "t"))]) == []


def test_a_thread_that_began_with_a_link_has_a_safe_address(article):
    """What a person wrote has no id; its link begins the thread."""
    (thread,) = threads_of(
        [article(2, ("s2", "//a.example/1")), article(1, ("//a.example/1", "//a.example/1"))]
    )
    assert thread.url.removeprefix("threads/").removesuffix("/").isalnum()
