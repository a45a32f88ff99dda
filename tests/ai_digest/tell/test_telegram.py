"""An edition in a Telegram channel: what is posted, never twice, and what each answer of the API leads to."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from ai_digest import announce
from ai_digest.tell import State, Telegram
from tests.ai_digest.tell.conftest import DAY, NOW, PAGE, POINTS
from tests.bot_api import CHAT, TOKEN, Drop, Fail, Hang, Page, ScriptedBotApi

if TYPE_CHECKING:
    from tests.ai_digest.tell.conftest import Newsstand
    from tests.bot_api import Answer

TEXT = "\n".join(["瓶颈移向芯片", "", *(f"• {point}" for point in POINTS), "", PAGE])
LONG = tuple(f"{number}：{'长' * 200}" for number in range(12))


def test_an_edition_is_a_photo_with_a_caption(stand: Newsstand) -> None:
    """The cover is uploaded; title, points and link are its caption, the title bold and the link a link."""
    picture = stand.draw()
    assert stand.tell().said == "1 message sent"
    [post] = stand.api.chat.values()
    assert (post.text, post.photo, post.reply_to, post.silent) == (TEXT, picture, None, False)
    bold, link = post.entities
    assert bold == {"type": "bold", "offset": 0, "length": 6}
    assert link["url"] == PAGE
    assert (link["type"], link["offset"] + link["length"]) == ("text_link", len(TEXT) + 1)  # 🏛 counts twice


def test_an_edition_is_told_once(stand: Newsstand) -> None:
    """A second run asks the API for nothing."""
    stand.tell()
    assert stand.tell().said == "already told"
    assert stand.api.methods == ["sendPhoto"]
    assert [message.state for message in stand.entry.messages] == [State.SENT]


@pytest.mark.parametrize("cover", ["", "/images/none.png", "https://example.org/c.png", "../c.png"])
def test_without_a_cover_of_its_own_it_is_a_text(stand: Newsstand, cover: str) -> None:
    """No picture is fetched from elsewhere, neither by Telegram for a preview."""
    stand.write(cover=cover)
    assert stand.tell().said == "1 message sent"
    assert stand.api.methods == ["sendMessage"]
    assert stand.api.chat[1].text == TEXT
    assert stand.api.history[0].fields["link_preview_options"] == {"is_disabled": True}


def test_a_picture_that_telegram_would_refuse_is_not_sent(stand: Newsstand) -> None:
    """Twenty times as broad as high is too much."""
    stand.draw((2100, 100))
    stand.tell()
    assert stand.api.methods == ["sendMessage"]


def test_a_picture_that_is_refused_gives_way_to_a_text(stand: Newsstand) -> None:
    """The words go out without it, and the record says so."""
    stand.api.enqueue(Fail(400, "IMAGE_PROCESS_FAILED"))
    assert stand.tell().said == "1 message sent"
    assert stand.api.methods == ["sendPhoto", "sendMessage"]
    assert [message.kind for message in stand.entry.messages] == ["text"]


def test_a_cover_too_large_for_a_gateway_gives_way_to_a_text(stand: Newsstand) -> None:
    """A page that says 413 is no doubt about the outcome."""
    stand.api.enqueue(Page(413))
    assert stand.tell().said == "1 message sent"
    assert stand.api.methods == ["sendPhoto", "sendMessage"]


def test_two_programs_at_once_post_once(stand: Newsstand) -> None:
    """The second waits for the first, and finds the edition told."""
    with ThreadPoolExecutor(4) as pool:
        said = sorted(outcome.said for outcome in pool.map(lambda _number: stand.tell(), range(4)))
    assert said == ["1 message sent", *["already told"] * 3]
    assert len(stand.api.chat) == 1


def test_what_does_not_fit_follows_as_replies(stand: Newsstand) -> None:
    """Points go on in silent messages that reply to the first, none divided, none lost."""
    stand.write(*LONG)
    assert stand.tell().said == "2 messages sent"
    first, second = stand.api.chat.values()
    assert first.text.endswith(PAGE)
    assert (second.reply_to, second.silent) == (1, True)
    lines = [line for message in (first, second) for line in message.text.splitlines()]
    assert [line for line in lines if line.startswith("•")] == [f"• {point}" for point in LONG]


def test_a_correction_edits_the_post(stand: Newsstand) -> None:
    """A new line of `corrections` stands below the points; nothing is posted anew."""
    stand.tell()
    stand.write(more="corrections:\n  - 2026-09-04: 金额为 25 亿元\n  - 2026-09-05: 地点为雁湖")
    assert stand.tell().said == "1 message edited"
    [post] = stand.api.chat.values()
    assert post.text.splitlines()[-4:] == [
        "更正（2026-09-04）：金额为 25 亿元", "更正（2026-09-05）：地点为雁湖", "", PAGE,
    ]  # fmt: skip
    assert stand.tell().said == "already told"
    assert stand.api.methods == ["sendPhoto", "editMessageCaption"]


def test_a_post_that_grew_is_edited_and_continued(stand: Newsstand) -> None:
    """What no longer fits into the caption is sent as a reply."""
    stand.tell()
    stand.write(*LONG)
    assert stand.tell().said == "1 message sent, 1 message edited"
    assert stand.api.methods == ["sendPhoto", "editMessageCaption", "sendMessage"]
    assert stand.api.chat[2].reply_to == 1


def test_a_post_that_shrank_leaves_no_old_words(stand: Newsstand) -> None:
    """A message that is no longer needed says so."""
    stand.write(*LONG)
    stand.tell()
    stand.write()
    assert stand.tell().said == "2 messages edited"
    assert stand.api.chat[1].text == TEXT
    assert stand.api.chat[2].text == "（这条消息的内容已移到上一条。）"
    assert stand.tell().said == "already told"


def test_an_edit_that_changes_nothing_is_as_good_as_one(stand: Newsstand) -> None:
    """A lost answer to an edit: the edit is made again, and "not modified" is fine."""
    stand.tell()
    stand.write(title="另一个标题")
    stand.api.enqueue(Drop(accepted=True))
    assert stand.tell().said == "1 message edited"
    assert stand.api.methods == ["sendPhoto", "editMessageCaption", "editMessageCaption"]
    assert stand.api.chat[1].edits == 1


def test_an_edit_without_an_answer_is_made_by_the_next_run(stand: Newsstand) -> None:
    """Three times no answer is a failure, and no doubt that a person has to end."""
    stand.tell()
    stand.write(title="另一个标题")
    stand.api.enqueue(*[Drop()] * 3)
    outcome = stand.tell()
    assert outcome.failed
    assert "--again" not in outcome.said
    assert stand.waited == [1, 3]
    assert stand.tell().said == "1 message edited"


def test_a_post_that_was_deleted_is_not_posted_anew(stand: Newsstand) -> None:
    """A person deleted it, and a person decides."""
    stand.tell()
    stand.api.chat.clear()
    stand.write(title="另一个标题")
    outcome = stand.tell()
    assert outcome.failed
    assert "message 1 is no longer there" in outcome.said
    assert not stand.api.chat


def test_too_many_requests_are_waited_for(stand: Newsstand) -> None:
    """`retry_after` is waited for, then the post goes out."""
    stand.api.enqueue(Fail(429, retry_after=7), Fail(429, retry_after=11))
    assert stand.tell().said == "1 message sent"
    assert stand.waited == [7, 11]
    assert len(stand.api.chat) == 1


def test_too_long_a_wait_is_left_to_a_later_run(stand: Newsstand) -> None:
    """More than a minute in all is not waited; nothing was posted, and the next run posts."""
    stand.api.enqueue(Fail(429, retry_after=40), Fail(429, retry_after=40))
    outcome = stand.tell()
    assert outcome.failed
    assert outcome.said == "429 Too Many Requests: retry after 40; run again later"
    assert stand.waited == [40]
    assert not stand.entry.messages
    assert stand.tell().said == "1 message sent"


@pytest.mark.parametrize("answer", [Fail(500, "Internal Server Error"), Fail(502, "Bad Gateway")])
def test_an_error_of_the_api_is_tried_twice_more(stand: Newsstand, answer: Answer) -> None:
    """The API itself says that nothing came of it, so that a third try is safe, and the last one."""
    stand.api.enqueue(answer, answer)
    assert stand.tell().said == "1 message sent"
    assert stand.waited == [1, 3]
    stand.write(title="另一个标题")
    stand.api.enqueue(answer, answer, answer)
    assert stand.tell().failed
    assert len(stand.api.history) == 6


def test_who_does_not_listen_is_asked_three_times(stand: Newsstand) -> None:
    """A refused connection: nothing was posted, and a later run posts."""
    with ScriptedBotApi() as gone:
        address = gone.address
    outcome = stand.tell(stand.bot(address=address))
    assert outcome.failed
    assert outcome.said.startswith(f"cannot reach {address}: ")
    assert stand.waited == [1, 3]
    assert not stand.entry.messages
    assert stand.tell().said == "1 message sent"


@pytest.mark.parametrize(
    ("answer", "why", "is_there"),
    [
        (Drop(accepted=True), "the answer broke off", True),
        (Drop(), "the answer broke off", False),
        (Page(), "502 an answer that is not the Bot API's", False),
        (Fail(504, "Gateway Timeout"), "504 Gateway Timeout", False),
    ],
)
def test_what_is_unclear_is_not_sent_again(
    stand: Newsstand, answer: Answer, why: str, *, is_there: bool
) -> None:
    """No run after it posts by itself, whether the post had arrived or not; each says what to do."""
    stand.api.enqueue(answer)
    outcome = stand.tell()
    assert outcome.failed
    assert why in outcome.said
    for later in (outcome, stand.tell(), stand.tell()):
        assert later.failed
        assert "run again with --sent if it is there, with --again if it is not" in later.said
    assert stand.api.methods == ["sendPhoto"]
    assert bool(stand.api.chat) == is_there


def test_a_time_out_after_the_post_was_accepted(stand: Newsstand) -> None:
    """The API took the post and said nothing: unclear; a person says that it is there, and edits go on."""
    stand.api.enqueue(Hang(5.0))
    outcome = stand.tell(stand.bot(silence=1.0))
    assert "no answer in time" in outcome.said
    assert stand.tell(sent=True, message=1).said == "already told"
    assert len(stand.api.chat) == 1
    stand.write(title="另一个标题")
    assert stand.tell().said == "1 message edited"


def test_again_sends_what_did_not_arrive(stand: Newsstand) -> None:
    """`--again` posts once, and then it is told."""
    stand.api.enqueue(Drop())
    stand.tell()
    assert stand.tell(again=True).said == "1 message sent"
    assert stand.tell(again=True).said == "already told"
    assert len(stand.api.chat) == 1


def test_a_post_without_its_number_cannot_be_edited(stand: Newsstand) -> None:
    """`--sent` without `--message`: told, until a correction says that it has to be made by hand."""
    stand.api.enqueue(Drop(accepted=True))
    stand.tell()
    assert stand.tell(sent=True).said == "already told"
    stand.write(title="另一个标题")
    assert "has no id, so it cannot be edited" in stand.tell().said


def test_a_kill_in_the_middle_is_unclear(stand: Newsstand, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that died with a request under way leaves a record that the next run heeds."""
    bot = stand.bot()

    def die(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(bot, "_ask", die)
    with pytest.raises(KeyboardInterrupt):
        stand.tell(bot)
    assert [message.state for message in stand.entry.messages] == [State.INTENDED]
    assert stand.tell().failed
    assert not stand.api.history


def test_a_post_that_broke_off_goes_on_where_it_was(stand: Newsstand) -> None:
    """The first message is out, the second was refused: the next run sends the second only."""
    stand.write(*LONG)
    stand.api.enqueue(Fail(403, "bot was kicked from the channel chat"), when="sendMessage")
    assert stand.tell().failed
    assert stand.tell().said == "1 message sent"
    assert stand.api.methods == ["sendPhoto", "sendMessage", "sendMessage"]
    assert [message.reply_to for message in stand.api.chat.values()] == [None, 1]


def test_refused_entities_give_way_to_plain_text(stand: Newsstand) -> None:
    """The same words without markup; the link can still be read and followed."""
    stand.api.enqueue(Fail(400, "can't parse entities: unsupported type"))
    assert stand.tell().said == "1 message sent"
    assert [("caption_entities" in one.fields) for one in stand.api.history] == [True, False]
    assert (stand.api.chat[1].text, stand.api.chat[1].entities) == (TEXT, [])


def test_a_message_that_is_too_long_after_all_is_divided(stand: Newsstand) -> None:
    """A server with smaller limits gets smaller messages, at points; the next run finds all told."""
    stand.api.caption_limit, stand.api.text_limit = 300, 600
    stand.write(*LONG)
    assert not stand.tell().failed
    lines = [line for message in stand.api.chat.values() for line in message.text.splitlines()]
    assert [line for line in lines if line.startswith("•")] == [f"• {point}" for point in LONG]
    assert stand.tell().said == "already told"
    assert len([*stand.api.chat]) > 3


def test_a_message_that_is_too_long_however_short(stand: Newsstand) -> None:
    """A server that takes nothing is given up; nothing was posted."""
    stand.api.caption_limit = 10
    outcome = stand.tell()
    assert outcome.said == "400 Bad Request: message caption is too long"
    assert not stand.entry.messages


@pytest.mark.parametrize(
    ("answer", "advice"),
    [
        (Fail(401, "Unauthorized"), "set TELEGRAM_BOT_TOKEN to the token that @BotFather shows"),
        (Fail(404, "Not Found"), "set TELEGRAM_BOT_TOKEN to the token that @BotFather shows"),
        (Fail(400, "chat not found"), "set TELEGRAM_CHAT_ID to the channel's @name"),
        (Fail(403, "bot was kicked from the channel chat"), "make the bot an administrator"),
        (Fail(400, "not enough rights to send text messages to the chat"), "make the bot an administrator"),
        (
            Fail(400, "group chat was upgraded to a supergroup chat", migrate_to=-1005),
            "set TELEGRAM_CHAT_ID to -1005",
        ),
        (Page(302, headers={"location": "http://127.0.0.1:9/"}), "redirects, and is not followed"),
    ],
)
def test_a_refusal_says_what_to_do(stand: Newsstand, answer: Answer, advice: str) -> None:
    """What a person can put right is said; nothing was posted, and the next run posts."""
    stand.api.enqueue(answer, answer, answer)
    outcome = stand.tell()
    assert outcome.failed
    assert advice in outcome.said
    assert not stand.entry.messages


@pytest.mark.parametrize(
    "answer",
    [
        Fail(400, f"Bad token {TOKEN}"),
        Fail(500, TOKEN.partition(":")[2]),
        Drop(),
        Page(200, TOKEN),
        Page(301),
    ],
)
def test_the_token_is_nowhere(stand: Newsstand, answer: Answer, caplog: pytest.LogCaptureFixture) -> None:
    """Neither in what is said nor in any log, at the most talkative, nor in the record, whatever happens."""
    stand.api.enqueue(answer, answer, answer)
    with caplog.at_level(logging.DEBUG):
        outcome = stand.tell()
    assert outcome.failed
    secret = TOKEN.partition(":")[2]
    for text in (
        outcome.said,
        caplog.text,
        repr(stand.bot()),
        stand.shelf.told(DAY).read_text(encoding="utf-8"),
    ):
        assert secret not in text


def test_two_channels_have_their_own_records(stand: Newsstand) -> None:
    """A chat that was not told yet is told, though another one was."""
    stand.tell()
    with ScriptedBotApi(chat="-100777") as other:
        channels = [Telegram(CHAT, stand.bot()), Telegram("-100777", stand.bot(address=other.address))]
        outcomes = announce.announce(stand.settings, DAY, channels, now=NOW, answer=announce.Answer())
        assert [outcome.said for outcome in outcomes] == ["already told", "1 message sent"]
        assert len(other.chat) == 1
