"""Blocks become messages within Telegram's limits, whatever is in them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ai_digest.tell.parts import CAPTION, MESSAGE, Block, pack, units

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1)
STYLE = st.sampled_from(["", "bold", "italic"])
LONG = st.builds(lambda text, times: text * times, TEXT, st.integers(1, 200))
BLOCK = st.builds(Block, LONG, STYLE, st.sampled_from(["\n", "\n\n"]))
LINK = Block("https://example.org/2026/09/03/ai-daily/", "text_link", "\n\n")


@given(st.lists(BLOCK, min_size=1), st.none() | st.just(LINK), st.integers(150, 400), st.integers(70, 300))
def test_every_message_is_within_its_limit_and_nothing_is_lost(
    blocks: list[Block], link: Block | None, first: int, rest: int
) -> None:
    """Each text is as long as allowed at most, entities lie on it, and the blocks are all there in order."""
    parts = pack(blocks, link, first=first, rest=rest)
    for number, part in enumerate(parts):
        assert units(part.text) <= part.limit == (rest if number else first)
        encoded = part.text.encode("utf-16-le")
        for entity in part.entities:
            start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
            assert encoded[start:end].decode("utf-16-le") in {block.text for block in part.blocks}
    words = "".join(block.text for part in parts for block in part.blocks if block is not link)
    assert words == "".join(block.text for block in blocks)
    assert (parts[0].blocks[-1] is link) == (link is not None)


@given(st.lists(st.builds(Block, st.text("字🏛", min_size=1, max_size=60)), min_size=1))
def test_a_point_is_never_divided(blocks: list[Block]) -> None:
    """What fits into a message stands in one message whole, and no message could have held one block more."""
    parts = pack(blocks, None, first=150, rest=150)
    assert [block for part in parts for block in part.blocks] == blocks
    for part, following in pairwise(parts):
        assert units(f"{part.text}\n{following.blocks[0].text}") > part.limit


@given(TEXT.filter(lambda text: len(text) > 1))
def test_length_is_that_of_utf_16(text: str) -> None:
    """A character beyond U+FFFF counts twice, as in the encoding."""
    assert units(text) == len(text) + sum(char > "\uffff" for char in text)


@given(st.lists(BLOCK, min_size=1, max_size=20))
def test_smaller_messages_say_the_same(blocks: list[Block]) -> None:
    """A message that was too long becomes several of half its size, until there is no room for words."""
    [part, *_] = pack(blocks, LINK, first=CAPTION)
    smaller = part.smaller()
    assert all(units(one.text) <= CAPTION // 2 for one in smaller)
    told = [block.text for one in smaller for block in one.blocks if block != LINK]
    assert "".join(told) == "".join(block.text for block in part.blocks if block != LINK)
    while smaller:
        smaller = smaller[0].smaller()


def test_a_link_that_leaves_no_room_is_refused() -> None:
    """A caption that would be all link is no post."""
    with pytest.raises(ValueError, match="a link of 1000 units in a message of 1024"):
        pack([Block("字")], Block("x" * 1000, "text_link"), first=CAPTION, rest=MESSAGE)
