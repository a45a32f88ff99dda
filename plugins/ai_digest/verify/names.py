"""Names in a text: Latin product, company and person names, and titles in 《》.

A statement's names must occur in its sources. Case, hyphens, spaces, possessives and plurals make no
difference (GPT-5.6, GPT 5.6, GPT5.6), and a name may be spelt as in `spellings` (谷歌, Google). A
number that belongs to a name is a part of it: a wrong version is a wrong name. Common abbreviations
(AI, GPU, CEO) are no names.

In English every sentence begins with a capital, and headlines may have nothing else: there a plain
capitalised word counts only in the middle of a sentence that is not set as a headline, and only if
the sources are in Latin script; what cannot be anything but a name (OpenLake, GPT-5.6) always counts.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ai_digest.verify.numbers import clean, read
from ai_digest.verify.numbers.figure import NAMED
from ai_digest.verify.spellings import SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 80
_PART = r"[A-Za-zÀ-ɏ][A-Za-z0-9À-ɏ]*"
_LATIN = re.compile(
    rf"(?<![A-Za-z0-9])(?=[a-z]{{0,3}}[A-ZÀ-Þ]){_PART}(?:[-.][A-Za-z0-9]+)*"
    rf"(?: (?:[A-Z][A-Za-z0-9À-ɏ]*|[0-9]+\.[0-9]+)(?:[-.][A-Za-z0-9]+)*)*"
    rf"|(?<![A-Za-z0-9])[a-z]+-?[0-9]+(?:[-.][A-Za-z0-9]+)*"
)
_TITLE = re.compile(r"《([^《》\n]{1,40})》")
_TOKEN = re.compile(rf"(?<![A-Za-z0-9À-ɏ]){_PART}(?:[-.&'’+·]?[A-Za-z0-9À-ɏ]+)*\+*")
_STREAM = re.compile(
    r"(?P<word>[a-zà-ɏ]+)|(?P<number>[0-9]+(?:\.[0-9]+)*)|(?P<join>[ \-_'’./&+·]|\u2011)|(?P<other>[^a-z0-9])"
)
_HAN = re.compile("[\u3400-\u9fff]")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;。！？：；…\"“‘'(（【\[—–|]\s*|\n\s*)$")
_DOMAIN = re.compile(
    r"(?<![\w.@-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|net|org|io|ai|cn|dev|app|xyz|top|info|example)(?![\w-])"
)
_PLAIN_WORD_SHARE = 0.6  # of the longer words capitalised: set as a headline
_LONGER = 4

NO_NAMES = frozenset(
    """
    ai api apis gpu gpus cpu cpus tpu npu dpu asic fpga soc hbm dram nand ssd ceo cto cfo coo cio cpo
    cmo vp svp evp pr hr it ipo gdp usb sdk ide ui ux llm llms slm vlm vla moe rag rl rlhf rlvr sft dpo
    grpo lora agi asi aigc ml nlp ocr tts asr ar vr xr mr iot iiot saas paas iaas maas b2b b2c tob toc
    kpi roi arr mau dau gmv cagr ebitda token tokens agent agents agentic app apps bug bugs demo beta
    alpha pdf html json csv url http https dna rna ok vip id faq diy pc tv led oled wifi wi-fi chat
    prompt prompts transformer transformers diffusion cot sota ev evs icu mcp a2a gui cli sql r&d usd
    rmb cny eur gbp jpy hkd fy q1 q2 q3 q4 h1 h2 am pm kb mb gb tb pb kw mw gw kwh mwh gwh nm mm cm km
    kg hz khz mhz ghz fps dpi ppi wh mah mp bps kbps mbps gbps tops flops tflops pflops usa us uk eu un
    uae gpt-style python java linux windows web email e-mail newsletter blog podcast open-source ad ads
    rpm cpm cpc ctr nda llc inc ltd corp co plc bf16 fp4 fp8 fp16 fp32 int4 int8 tf32 i ii iii iv v vi
    vii viii ix x xi xii k12 k-12 2d 3d 4d 5d 2b 2c 4k 8k 3c the a an in on at of for to and or but with
    from by as is was are were be it its this that these those he she they we you not no new now how why
    what when where who which after before over under more most first last one two three january
    february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed
    thu fri sat sun mr ms mrs dr prof pro plus max ultra mini lite vs aka etc pp ppt cn zh en american
    americans chinese european europeans british german french japanese korean indian western asian
    african internet earth github-style
    """.split()  # noqa: SIM905
)
_UNCHECKED_HAN = frozenset(
    ["字节", "蚂蚁", "阶跃", "联想", "可灵", "奔驰", "地平线机器人", "通义", "路透", "北大", "阿里", "伯克利"]
)


@dataclass(frozen=True, slots=True)
class Names:
    """What sources say, in the forms in which names are looked up."""

    stream: str
    text: str
    spellings: tuple[tuple[str, ...], ...]
    is_latin: bool

    @classmethod
    def of_text(cls, text: str, spellings: tuple[tuple[str, ...], ...] = SHIPPED) -> Names:
        """Take the names of captured texts, or of the names that the evidence keeps, a line each."""
        letters = sum(char.isascii() and char.isalpha() for char in text)
        return cls(_stream(text), _plain(text), spellings, len(_HAN.findall(text)) * 8 < letters)


def names(text: str, spellings: tuple[tuple[str, ...], ...] = SHIPPED) -> frozenset[str]:
    """Return the names of the text, at most 80 characters each; Chinese ones as far as they are listed.

    A name stands with the number that belongs to it, so that what is kept of a text tells its versions.
    """
    found = [f"{match[0]} {version}" for match, version in _versioned(clean(text))]
    text = unicodedata.normalize("NFKC", text)
    found += [match.group() for match in _LATIN.finditer(text)] + _TITLE.findall(text)
    found += [match[0] for match in _TOKEN.finditer(text) if _is_asked_for(match[0])]
    found += [match.group() for match in _listed(spellings).finditer(text)] if _HAN.search(text) else []
    return frozenset(name for name in found if 1 < len(name) <= LONGEST)


def _versioned(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Yield the Latin words of a text that a name's number follows, with it."""
    numbers = {found.start: found for found in read(text) if found.figure.unit == NAMED}
    for match in _TOKEN.finditer(text):
        version = numbers.get(match.end() + 1)
        if version and text[match.end()] in {" ", "-"} and not _is_common(match[0]):
            yield match, version.written


def foreign_names(statement: str, known: Names) -> tuple[str, ...]:
    """Return the names of a statement that the sources do not have, as they are written."""
    text = _without_listed(clean(statement), known)
    is_english = _HAN.search(text) is None
    found = [name for name in _latin(text, known, is_english=is_english) if not _is_known(name, known)]
    if _HAN.search(text):
        found += [
            match[0] for match in _listed(known.spellings).finditer(text) if _is_foreign(match[0], known)
        ]
    found += [f"《{title}》" for title in _TITLE.findall(text) if _is_foreign_title(title, known)]
    return tuple(dict.fromkeys(found))


def _without_listed(text: str, known: Names) -> str:
    """Blank listed names of several words (Sam Altman) that the sources have in one of their spellings."""
    for match in reversed([*_of_words(known.spellings).finditer(text)]):
        if any(_stands(each, known) for line in known.spellings if match[0] in line for each in line):
            text = f"{text[: match.start()]}{' ' * len(match[0])}{text[match.end() :]}"
    return text


def _latin(text: str, known: Names, *, is_english: bool) -> Iterator[str]:
    """Yield the Latin names of a statement, one word each, with the number that belongs to it."""
    numbers = {found.start: found for found in read(text) if found.figure.unit == NAMED and not found.checked}
    loud = is_english and _is_headline(text)
    for match in _TOKEN.finditer(text):
        word = match[0]
        bare = re.sub(r"['’]s$", "", word)
        version = numbers.get(match.end() + 1) if text[match.end() : match.end() + 1] in {" ", "-"} else None
        if _is_common(bare):
            continue
        is_sure = _is_sure(bare)
        if not is_sure and not bare[0].isupper():
            continue
        is_plain_english = is_english and not is_sure and version is None
        if is_plain_english and (
            loud or not known.is_latin or _SENTENCE_START.search(text, 0, match.start())
        ):
            continue
        yield f"{bare} {version.written}" if version else bare
    yield from (match[0] for match in _DOMAIN.finditer(text))


def _is_common(word: str) -> bool:
    small = word.lower()
    parts = re.split(r"[-/&]", small)
    return (
        len(word) == 1
        or small in NO_NAMES
        or small.rstrip("s") in NO_NAMES
        or all(part in NO_NAMES or not part for part in parts)
    )


def _is_sure(word: str) -> bool:
    """Tell whether a word can be nothing but a name: a capital inside, or letters and digits mixed."""
    mixed = any(char.isdigit() for char in word) and word[0].isalpha()
    return mixed or any(char.isupper() for char in word[1:])


def _is_asked_for(word: str) -> bool:
    """Tell whether a word may be looked up that a run of plain capitalised words does not have."""
    return not _is_common(word) and (_is_sure(word) or (word[0].isupper() and not word.isalnum()))


def _is_headline(text: str) -> bool:
    words = [word for word in re.findall(r"[A-Za-z]+", text) if len(word) >= _LONGER]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) > 2 and capitals > _PLAIN_WORD_SHARE * len(words)  # noqa: PLR2004


def _is_known(name: str, known: Names) -> bool:
    if _occurs(name, known):
        return True
    squeezed = _squeezed(name)
    for line in known.spellings:
        latin = [each for each in line if not _HAN.search(each)]
        if any(squeezed in _forms(each) for each in latin):
            return any(_stands(each, known) for each in line)
    return False


def _occurs(name: str, known: Names) -> bool:
    """Tell whether a name stands in the sources; one without digits may stand there in two pieces."""
    key = _stream(name).strip()
    padded = f" {key} "
    if padded in known.stream:
        return True
    endings = ("s", "es") if key and key[-1].isalpha() else ()
    if any(f" {key}{ending} " in known.stream for ending in endings):
        return True
    if any(key.endswith(ending) and f" {key[: -len(ending)]} " in known.stream for ending in endings):
        return True
    squeezed = key.replace(" ", "")
    if len(squeezed) > 3 and squeezed != key and f" {squeezed} " in known.stream:  # noqa: PLR2004
        return True
    return len(squeezed) > 5 and squeezed.isalpha() and _is_joined(name, known)  # noqa: PLR2004


def _is_joined(name: str, known: Names) -> bool:
    """Tell whether OpenLake stands in the sources as Open Lake: split at its capitals."""
    pieces = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)
    return len(pieces) > 1 and f" {' '.join(pieces).lower()} " in known.stream


def _stands(name: str, known: Names) -> bool:
    """Tell whether a spelling stands in the sources: Chinese anywhere, Latin as words or by surname."""
    if _HAN.search(name):
        return _plain(name) in known.text
    return _occurs(name, known) or (" " in name and _occurs(name.rsplit(" ", 1)[1], known))


def _is_foreign(name: str, known: Names) -> bool:
    """Tell whether a listed Chinese name stands in no source in any of its spellings."""
    if name in _UNCHECKED_HAN or _plain(name) in known.text:
        return False
    return not any(_stands(each, known) for line in known.spellings if name in line for each in line)


def _is_foreign_title(title: str, known: Names) -> bool:
    """Tell whether a title stands in no source; one translated from a Latin source cannot be compared."""
    if _plain(title) in known.text:
        return False
    if any(title in line and any(_stands(each, known) for each in line) for line in known.spellings):
        return False
    return not (known.is_latin and _HAN.search(title)) and not (
        not _HAN.search(title) and all(_is_known(word, known) for word in title.split())
    )


@lru_cache(maxsize=8)
def _of_words(spellings: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    words = {name for line in spellings for name in line if " " in name and not _HAN.search(name)}
    longest = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<![A-Za-z])(?:{longest})(?![A-Za-z])" if words else r"(?!)")


@lru_cache(maxsize=8)
def _listed(spellings: tuple[tuple[str, ...], ...]) -> re.Pattern[str]:
    words = sorted({name for line in spellings for name in line if _HAN.search(name)}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)) + "(?!级)" if words else r"(?!)")


@lru_cache(maxsize=4096)
def _forms(name: str) -> frozenset[str]:
    """Return the forms under which a listed Latin name is recognised: whole, and a person's surname."""
    last = name.rsplit(" ", 1)[-1]
    return frozenset({_squeezed(name), *([_squeezed(last)] if " " in name and len(last) > 2 else [])})  # noqa: PLR2004


def _squeezed(name: str) -> str:
    return _stream(name).replace(" ", "")


def _plain(text: str) -> str:
    """Return a text for looking up Chinese: one width, no blanks, small letters."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=64)
def _stream(text: str) -> str:
    """Return the Latin words and numbers of a text, with | where anything else stands between them."""
    low = unicodedata.normalize("NFKC", text).lower()
    pieces: list[str] = []
    for match in _STREAM.finditer(low):
        if match.lastgroup == "other":
            if pieces and pieces[-1] != "|":
                pieces.append("|")
        elif match.lastgroup != "join":
            pieces.append(match[0])
    return f" {' '.join(pieces)} "
