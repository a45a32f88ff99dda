"""What no article may say: an error text, a placeholder, a model speaking of itself or of its orders.

News quotes such phrases, too; so the vague ones count only where a line, or a sentence, begins with them.
"""

from __future__ import annotations

import re

_START = r"(?:^|[。！？.!?]\s*)"
_STUB = re.compile(
    r"生成失败(?=\s*$|[，,。.！!：:；;）)\]】]|请|重试)|(?:摘要|翻译)失败(?!率)"
    r"|^(?:获取|加载|请求|抓取|解析)失败[。！]?$|内容为空|占位文本|待补充|此处(?:填写|插入)"
    r"|[（(\[【](?:待补|占位)[）)\]】]|\[(?:插入|请填写)[^\]]{0,40}\](?!\()"
    r"|作为(?:一[个名]\s?)?(?:AI|人工智能)\s?(?:语言模型|大模型|助手|助理)?(?:[，,]|\s*$)"
    r"|作为(?:一[个名款]\s?)?(?:AI|大型?|人工智能)?\s?语言模型[，,]?"
    rf"|(?:抱歉|对不起)[，,]\s?我(?:无法|不能)|{_START}(?:很?抱歉|对不起)[，,]\s?(?:无法|不能|没有)"
    rf"|{_START}我(?:无法|不能)(?:提供|完成|回答|协助|帮助|生成|撰写|访问|评论)"
    rf"|{_START}(?:好的|当然|没问题)[，,！!]\s?(?:以下|这是|我来|我将)"
    rf"|{_START}(?:按照|根据|遵照|应)(?:您|你)的(?:要求|指示|指令|请求)[，,]"
    r"|\bI(?: cannot| can['’]t| am unable to|['’]m unable to)"
    r" (?:help|assist|provide|answer|write|comply|fulfill|generate)\b"
    rf"|{_START}I['’]m sorry, (?:but )?I\b|{_START}(?:Sure|Certainly|Of course)[,!] here\b"
    r"|\bAs an? (?:AI|large language model)(?: language model| model| assistant)?,"
    r"|(?<![\w-])(?:TODO|FIXME|TBD|XXX+)(?![\w-])|\b[Ll]orem ipsum\b|\{\{[^{}]{0,40}\}\}"
    r"|\[(?:insert|placeholder|your) [^\]]{0,40}\](?!\()"
    r"|^\s*(?:null|None|NaN|undefined|N/A|无|暂无)\s*$|\[object Object\]|Traceback \(most recent call"
)


def stub_in(text: str) -> str:
    """Return the first error text or placeholder of a line, "" if it has none."""
    match = _STUB.search(text)
    return match[0].strip() if match else ""
