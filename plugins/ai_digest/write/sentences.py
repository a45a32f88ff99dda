"""Splitting Chinese and English text into sentences, and choosing those that can stand alone.

Splitting, in steps:

1. A line break ends a sentence: captured text has one block a line.
2. 。！？… end one, together with the closing quotes and brackets behind them, unless a quotation is still
   open.
3. `!` and `?` end one before white space, a Chinese character or the end; inside an address they do not.
4. `.` ends one before white space and something that can begin a sentence, unless it belongs to an
   abbreviation (U.S., Inc., e.g.) or an initial; a decimal (2.5) or an address has no space behind it.

Where 4 is in doubt (`… in the U.S. The …`) the sentences stay together: a joined one is merely too long,
a torn one would be wrong.
"""

from __future__ import annotations

import re

from ai_digest.model import LONGEST_QUOTE

from .wording import has_han

_CLOSERS = "”’」』）)】〉》\"'"
_HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_END = re.compile(rf"[。！？…]+[{_CLOSERS}]*|[!?]+[{_CLOSERS}]*(?=\s|$|[{_HAN}“「])|\.[{_CLOSERS}]*(?=\s|$)")
_LAST_FIGURE = re.compile(r"(?:\s+\S*\d\S*)+$")
_QUOTATION = re.compile(r"“[^“”\n]{1,200}”|「[^「」\n]{1,200}」|（[^（）\n]{1,200}）|\([^()\n]{1,200}\)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"'])(?:[A-Za-z]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|St|Jr|Sr|Inc|Ltd|Corp|Co"
    r"|Bros|vs|etc|No|Nos|Fig|Eq|Vol|pp|al|approx|est|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$"
)
_CAN_BEGIN = re.compile(rf"\s+[A-Z0-9{_HAN}“‘「『《【(\"'$€£¥#@]|\s*$")

# What points back to a sentence that would not be there, or only joins.
_LEANING_ZH = re.compile(
    r"(?:他|她|它|其(?!他)|这|那|此|该|上述|前者|后者|双方|两者|二者|对此|但|而|不过|然而|因此|所以|因而|于是|从而|此外|另外|同时|并|也|且|及|和|与|或|则"
    r"|以及|以上|以下|如下"
    r"|例如|比如|换句话说|换言之|也就是说|总之|总的来说|简单来说|据此|当然|甚至|尽管如此|与此"
    r"|随后|之后|随着|接着|最后|其次|首先|第[一二三四五]|我|你|您|咱|已|公司|报道称|文中|作者)"
)
_LEANING_EN = re.compile(
    r"(?:he|she|it|its|it's|they|their|them|his|her|this|that|that's|these|those|there|here|we|we're|our|i|i'm|you|your|but|and"
    r"|or|nor|so|yet|because|however|also|meanwhile|moreover|furthermore|additionally|instead|still|then|thus"
    r"|therefore|similarly|likewise|both|such|another|for example|for instance|in addition|as a result|while"
    r"|the (?:company|startup|firm|model|move|deal|tool|feature|news|announcement|report"
    r"|update|change|team|pair|two)"
    r"|although|though|if|when|which|who|what|why|how|plus|again|indeed"
    r"|of course|well|some|others|according to (?:him|her|them))\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"appeared first on|read (?:more|the full|the rest|the whole|\w+[’']s story)|click here|subscribe"
    r"|newsletter|sign up|all rights reserved|image credit|cookie|the following|as follows|as shown"
    r"|下图|上图|如图|点击|关注我们|扫码|责任编辑|原标题|阅读原文|转载|版权所有|广告|订阅|未经授权|图源|图片来源"
    r"|更多精彩|点此|声明[：:]",
    re.IGNORECASE,
)
_AGAINST = re.compile(r",? (?:however|though|meanwhile|instead|too),", re.IGNORECASE)
# A writer who speaks of himself, and what is for a machine to read.
_QUOTED = re.compile(r'"[^"\n]*"')
_FIRST_PERSON = re.compile(r"\b(?:I|my|My)\b(?![.-])|笔者|小编|本刊")
_CODE = re.compile(r"\w=[\w\"'/$]|(?:^|\s)--?[a-z][\w-]+\b|`|\$\{|\b(?:pip|npm|docker|git|curl) [a-z-]")
_WHOLE = re.compile(rf"[。！.!][{_CLOSERS}]*$")
_CUT_OFF = re.compile(r"…|\.\.\.|\[\+?\d* ?chars?\]")
_PAIRS = (("“", "”"), ("「", "」"), ("（", "）"), ("(", ")"), ("《", "》"), ("【", "】"))
_OPENERS = "“「《$€£¥"
SHORTEST = 12
LONGEST, LONGEST_LATIN = 120, 240  # characters; Latin letters say less each


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a text in order; each is a verbatim passage of it, without space around it."""
    return [sentence for line in text.splitlines() for sentence in _split_line(line)]


def stands_alone(sentence: str, *, title: str = "") -> bool:
    """Tell whether a sentence can be read without its neighbours.

    It has 12 to 120 characters (240 without Chinese ones), is whole, begins with neither punctuation nor a
    word that points back or joins, leaves no quotation open, is no notice of the site, no code and no remark
    of its writer on himself, and does not repeat the title.
    """
    return (
        SHORTEST <= len(sentence) <= (LONGEST if has_han(sentence) else LONGEST_LATIN)
        and _WHOLE.search(sentence) is not None
        and not _CUT_OFF.search(sentence)
        and (sentence[0].isalnum() or sentence[0] in _OPENERS)
        and not _leans(sentence.lstrip(_OPENERS))
        and not _NOTICE.search(sentence)
        and not _CODE.search(sentence)
        and not _FIRST_PERSON.search(_QUOTED.sub("", _QUOTATION.sub("", sentence)))
        and all(sentence.count(left) == sentence.count(right) for left, right in _PAIRS)
        and sentence.count('"') % 2 == 0
        and _letters(sentence) != _letters(title)
    )


def quote_of(sentence: str) -> str:
    """Return a sentence as a quote of at most 120 characters: its beginning, cut between words.

    It does not end in a figure, whose unit might be what is cut off.
    """
    if len(sentence) <= LONGEST_QUOTE:
        return sentence
    return _LAST_FIGURE.sub("", sentence[: sentence.rfind(" ", 0, LONGEST_QUOTE + 1)].rstrip())


def _split_line(line: str) -> list[str]:
    quoted = [match.span() for match in _QUOTATION.finditer(line)]
    sentences, start = [], 0
    for match in _END.finditer(line):
        if _inside(match, quoted) or not _ends_here(line, match):
            continue
        sentences.append(line[start : match.end()].strip())
        start = match.end()
    return [sentence for sentence in [*sentences, line[start:].strip()] if sentence]


def _inside(end: re.Match[str], quoted: list[tuple[int, int]]) -> bool:
    """Tell whether an end lies in a quotation that goes on behind it."""
    return any(left < end.start() and end.end() < right for left, right in quoted)


def _ends_here(line: str, match: re.Match[str]) -> bool:
    if not match[0].startswith("."):
        return not re.match(r"[，、；：,;]", line[match.end() :])
    is_abbreviation = _ABBREVIATION.search(line[max(0, match.start() - 24) : match.start()]) is not None
    return not is_abbreviation and _CAN_BEGIN.match(line, match.end()) is not None


def _leans(sentence: str) -> bool:
    leading = _LEANING_ZH.match(sentence) or _LEANING_EN.match(sentence)
    return bool(leading or _AGAINST.search(sentence))


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
