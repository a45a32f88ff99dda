"""The words by which a line of a page shows that it is furniture, or of what follows an article.

Three kinds: furniture may stand anywhere and is passed over; an ending counts against what follows it; where
readers' comments begin, everything ends. Simplified and traditional Chinese, and English.
"""

from __future__ import annotations

import re

LONGEST_ENDING = 200
LONGEST_HEAD = 40


def _any(*words: str) -> str:
    return f"(?:{'|'.join(words)})"


_PLACES = _any(
    "微信", "(?:新浪)?微博", "QQ(?:空间)?", "朋友圈", "复制链接", "複製連結", "扫码", "掃碼", "LINE"
)
_SITES = _any(
    *("share", "tweet", "pin", "e-?mail", "print", "copy link", "facebook", "linkedin", "whatsapp", "reddit"),
    *("x", "twitter", "listen", "save", "reply", "advertisement"),
)
_ACTIONS = _any(
    *(
        "(?:一键)?分享[到至]?",
        "轉發",
        "转发",
        "打印",
        "列印",
        "关闭",
        "收藏",
        "举报",
        "舉報",
        "點讚",
        "点赞",
        "评论",
        "評論",
    ),
    *("字[号號体體].{0,8}", "[大中小](?: [大中小])*", "广告", "廣告", "原创", "原創"),
)
_ROLES = _any(
    *("来源", "來源", "作者", "文", "記者", "记者", "编辑", "編輯", "撰文", "撰寫", "撰写", "时间", "時間"),
    *("发布时间", "發布時間", "阅读", "閱讀", "浏览", "瀏覽"),
)
_FURNITURE = re.compile(
    _any(
        r"(?!0[1-9]$)\d{1,6}",  # a count; "01" is the number of a section
        r"[|/·>\-—_=*#.。、,]+",
        rf"{_ACTIONS}[:：]?(?:\s*(?:{_PLACES}|[\d,，、|/ ]))*",
        rf"{_PLACES}(?:[\s|/、]+{_PLACES})*",
        rf"{_SITES}(?:[\s|/·,]+(?:on\s+)?{_SITES})*",
        r".{1,24} [>»›] .{1,60}",
        r"(?:【[^】]{1,6}】\s*)+",
        rf"{_ROLES}\s?[:：|｜/].{{0,40}}",
        r"(?:\S{1,16}\s){0,3}\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?(?:\s.{0,30})?",
        r"by [A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,3}(?:,? .{0,40}\d{4})?",
        r"\d+ min(?:ute)?s? read",
    ),
    re.IGNORECASE,
)
# these may be whole sentences
_DECLARATION = re.compile(
    r"[【\[(（「]?"
    + _any(
        _any("特[别別]", "免[责責]", "版[权權]", "[郑鄭]重", "[风風][险險]") + _any("[声聲]明", "提示"),
        "[责責]任[编編][辑輯]|[责責][编編]|本文[编編][辑輯]",
        r"(?:[编編][辑輯]|[审審]校|[声聲]明)\s?[|｜:：]",
        "[转轉][载載](?:[请請须須自]|、)|版[权權]所有|©|copyright\\b|all rights reserved",
        "[扫掃][码碼]|微信[扫掃]一[扫掃]|[扫掃]描二[维維][码碼]|[长長]按[识識][别別]",
        "本文[为為系](?:付[费費]|[会會][员員])|(?:剩余|剩餘|[还還]有)\\s?\\d+\\s?%",
        "(?:登[录錄入]|[订訂][阅閱]|[购購][买買]|付[费費]|[开開]通).{0,8}[后後可以，,].{0,6}(?:[阅閱][读讀]|查看|解[锁鎖])",
        "「[^」]{1,20}」原[创創](?:文章)?$",
        "(?:notice|disclaimer): (?:the|this|all|what)\\b|about the author|follow us",
        "already a (?:subscriber|member)",
        r"(?:please )?(?:subscribe|sign (?:in|up)|log ?in|register|create an account|become a member)\b"
        r".{0,30}\bto (?:continue|read|keep|unlock|get)",
        r"this (?:article|story|content) is (?:for|only|reserved|exclusively)|continue reading\b",
        r"(?:sign up|subscribe) (?:for|to) (?:our|the|my)\b",
    ),
    re.IGNORECASE,
)
# these head a list: a sentence that begins with such words is text
_LIST_HEAD = re.compile(
    _any(
        _any("相[关關]", "[热熱][点點门門]", "精彩", "更多", "[为為]您", "猜你", "推[荐薦]", "延伸", "往期")
        + _any(
            *("推[荐薦]", "[阅閱][读讀]", "新[闻聞]", "文章", "[报報][导導道]"),
            *("喜[欢歡]", "[标標][签籤]", "回[顾顧]"),
        ),
        "上一篇|下一篇|返回(?:首[页頁]|列表)|作者(?:[简簡]介|最新文章)",
        r"(?:related|recommended|popular|latest|more|other) "
        r"(?:articles?|stories|posts?|news|reading|coverage|from|on)\b",
        "(?:read|up|what to read) next|you (?:may|might) also|most (?:read|popular)",
        "share this|filed under|tags?:",
    ),
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    _any(
        r"(?:\d+ )?(?:comments?|replies|responses)(?: ?[(（]?\d+[)）]?)?",
        "leave a (?:reply|comment)|join the discussion",
        _any("[网網]友", "最新", "[热熱][门門]", "全部", "精彩", "[发發]表", "[读讀]者")
        + r"(?:[评評][论論]|留言)[区區]?(?:\s?[(（]?\d+[)）]?)?",
    ),
    re.IGNORECASE,
)


def is_furniture(line: str) -> bool:
    """Tell whether a line is nothing but a count, a share bar, a dateline, a credit or a path of the site."""
    return bool(_FURNITURE.fullmatch(line))


def is_ending(line: str, *, sentence: bool) -> bool:
    """Tell whether a line is of what follows an article. Guard: it begins so, and is not long."""
    if _DECLARATION.match(line):
        return len(line) <= LONGEST_ENDING
    return not sentence and len(line) <= LONGEST_HEAD and bool(_LIST_HEAD.match(line))


def is_head_of_comments(line: str) -> bool:
    """Tell whether what readers wrote begins here."""
    return bool(_COMMENTS.fullmatch(line))
