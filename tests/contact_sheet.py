"""Thirty covers on one sheet, to be looked at: `python -m tests.contact_sheet OUT.png [WIDTH]`.

Titles of 8 to 60 characters, Latin-heavy ones, figures, quotes, traditional characters, missing glyphs; every
template, light and dark. A width of 200 shows them as a chat list does. All companies are invented.
"""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

from PIL import Image

from ai_digest.file.covers.cover import Cover, Figure, Template
from ai_digest.file.covers.draw import draw
from ai_digest.file.covers.palette import Scheme, Tokens, tokens_of
from ai_digest.file.covers.sheet import Size

THEME = Path(__file__).parents[1] / "theme"
FIRST = dt.date(2026, 8, 29)
COLUMNS, GAP, GROUND = 5, 16, "#c9c6bf"
STORIES = (
    "岚屿智能开源「云鹤 3」，权重和训练配方一并公布",
    "Velmora 把 V6 加速卡的批量价降到 15,300 美元",
    "临澜市内容标识办法下月施行，平台有九十天过渡期",
)
TOPICS = ("模型与价格", "芯片与算力", "机器人与自动驾驶", "政策与安全")
TITLES = (
    "开源周开幕了吗？",
    "云鹤 3 正式开源",
    "模型降价之后，瓶颈移向芯片、用水和现场维护",
    "《世界模型》发布：推理成本降低 97%",
    "Quillmere Labs ships Dunlin 2, its first open-weight reasoning model",
    "Dunlin 2 发布，Quillmere Labs 开放 API 与 SDK",
    "玄砾半导体融资 3500 亿元，估值突破 2.4 万亿元",
    "“不做聊天机器人”：栖木机器人转向药品分拣",
    "鳴渡科技發表端側語音模型，參數量不超過五億，先做車機和助聽設備",
    "龘靐科技的𠮷祥模型上线，用户说“太快了”🚀🚀",
    "监管、版权与安全：临澜市、Port Ellery 和三家平台同日公布内容标识办法、训练数据清单和事故通报制度细则",
    "GPU 利用率夜间只有 46%，浅滩算力中心研究分时定价",
    "欧盟推迟高风险条款",
    "Continental AI Board: 212 incidents reported, 38 tied to agents acting beyond their permissions",
    "谁来为智能体的错误付账？保险公司给出第一份报价单，免赔额比想象中高",
    "V7 样片流出：96GB 显存、3.2TB/s 带宽、功耗 550W",
    "评测、利用率与复盘：把 AI 的账算细",
    "C++/Rust 双栈推理框架「砚台」1.0 候选版发布",
    "一句话生成整部短剧？鸣渡：先解决口型",
    "AI 日报 2026-09-17",
    "数据中心用水上限谈定：每天 150 万升",
    "https://quillmere.example/blog/2026/09/announcing-dunlin-2-open-weights-for-everyone",
    "机器人进厂第 100 天：拣选量提高 22%，停机 3 次",
    "（更正）昨日所报融资额应为 12 亿美元，而非 120 亿美元",
    "开源、开源、还是开源",
    "從「會寫」到「會查」：檢索增強的下一步是什麼？",
    "Marrowgate 5.2：设置页须由用户确认",
    "算力期货上市首日成交 86 亿元，套保需求超出预期三倍",
    "读懂人工智能",
    "小模型、端侧与隐私：为什么助听器成了语音模型最严格的试金石，以及三家公司各自的答案是什么",
)
FIGURES = {
    3: Figure("97%", "《世界模型》的推理成本降低 97%，每百万词元 0.3 元"),
    6: Figure("3500 亿元", "玄砾半导体融资 3500 亿元，由潮信资本领投"),
    20: Figure("150 万升", "数据中心每天用水上限 150 万升，旱季再降两成"),
    27: Figure("$15,300", "Velmora 把 V6 加速卡的批量价降到 $15,300，64 片起售"),
}
TOPICAL = {14, 19, 28}


def covers() -> list[Cover]:
    """Return the thirty covers, a day each."""
    return [_cover(number, title) for number, title in enumerate(TITLES)]


def _cover(number: int, title: str) -> Cover:
    figure = FIGURES.get(number)
    topical = Template.TOPICS if number in TOPICAL else Template.HEADLINE
    return Cover(
        title=title,
        date=FIRST + dt.timedelta(days=number),
        site="AI 日报",
        stories=STORIES[: 3 - number % 4],
        label="自动摘录" if number % 7 == 2 else "",
        category="深度" if number % 6 == 5 else "机器人周刊" if number % 11 == 10 else "",
        issue=number + 240 if number % 5 else 0,
        topics=TOPICS[: 2 + number % 3],
        figure=figure,
        template=Template.NUMBERS if figure else topical,
    )


def contact_sheet(width: int, tokens: Tokens, size: Size = Size.SHARE) -> Image.Image:
    """Return the covers in rows, every third row in its dark colours."""
    height = width * size.height // size.width
    rows = -(-len(TITLES) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * (width + GAP) + GAP, rows * (height + GAP) + GAP), GROUND)
    for number, cover in enumerate(covers()):
        row, column = divmod(number, COLUMNS)
        scheme = Scheme.DARK if row % 3 == 2 else Scheme.LIGHT
        drawn = draw(cover, size, scheme, tokens).convert("RGB")
        small = drawn.resize((width, height), Image.Resampling.LANCZOS)
        sheet.paste(small, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    return sheet


def main() -> None:
    """Write the sheet."""
    width = int(sys.argv[2]) if len(sys.argv) > 2 else 400
    size = Size[sys.argv[3].upper()] if len(sys.argv) > 3 else Size.SHARE
    contact_sheet(width, tokens_of(THEME), size).quantize(192).save(sys.argv[1], optimize=True)


if __name__ == "__main__":
    main()
