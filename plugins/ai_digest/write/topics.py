"""What a story is about, read from its words: the sections and names of the extractive drafter.

A heuristic: each topic counts its words in the title (three points each) and in the first 300 characters of
the text (one point). The highest count wins, the earlier topic at equal counts, the catch-all where nothing
is found. Guard against false hits: Latin words count only whole (`AI` is not in `Air`).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from .wording import has_han

if TYPE_CHECKING:
    from ai_digest.model import Story

_OPENING = 300
_IN_TITLE = 3


@dataclass(frozen=True, slots=True)
class _Words:
    heading_zh: str
    heading_en: str
    words: str


class Topic(Enum):
    """A section of the extractive drafter, in the order in which sections appear."""

    MODELS = _Words(
        "模型与产品",
        "Models and products",
        "大模型 模型 多模态 上线 推出 发布 助手 智能体 应用 功能 语音 视频生成 "
        "model models launch launches launched release releases app agent agents assistant chatbot feature "
        "multimodal",
    )
    CHIPS = _Words(
        "芯片与算力",
        "Chips and compute",
        "芯片 算力 数据中心 显卡 半导体 晶圆 制程 服务器 存储 内存 光模块 超算 电力 英伟达 台积电 "
        "chip chips GPU GPUs TPU semiconductor datacenter compute foundry HBM Nvidia TSMC AMD Blackwell",
    )
    CAPITAL = _Words(
        "资本与公司",
        "Capital and companies",
        "融资 估值 上市 收购 并购 投资 股价 营收 财报 亿元 亿美元 裁员 离职 加入 首席 港股 市值 "
        "funding raises valuation IPO acquires acquisition acquire investors investment revenue earnings "
        "layoffs CEO billion shares startup",
    )
    RULES = _Words(
        "监管与安全",
        "Rules and safety",
        "监管 法案 法院 起诉 诉讼 版权 隐私 安全 漏洞 攻击 治理 违规 下架 处罚 出口管制 禁令 泄露 "
        "regulation regulators lawsuit sues court copyright privacy safety security vulnerability law ban "
        "breach hackers deepfake export FTC",
    )
    TOOLS = _Words(
        "开源与工具",
        "Open source and tools",
        "开源 工具 开发者 代码 编程 框架 插件 仓库 许可证 "
        "SDK GitHub Linux Python Rust IDE CLI MCP open-source developer developers coding code framework "
        "library plugin repository",
    )
    DEVICES = _Words(
        "机器人与终端",
        "Robots and devices",
        "机器人 人形 具身 自动驾驶 汽车 手机 眼镜 耳机 无人机 终端 笔记本 平板 可穿戴 "
        "robot robots robotics humanoid self-driving robotaxi car phone smartphone glasses wearable device "
        "drone laptop",
    )
    RESEARCH = _Words(
        "研究",
        "Research",
        "论文 研究 科学家 学者 实验 数学 生物 医学 蛋白质 基准 评测 团队提出 "
        "arXiv Nature paper study research researchers scientists benchmark theorem protein",
    )
    OTHER = _Words("行业动态", "Elsewhere", "")

    def heading(self, language: str) -> str:
        """Return the section's heading in the edition's language."""
        return self.value.heading_en if language.startswith("en") else self.value.heading_zh


# Names as tags, each with the words that stand for it.
_NAMES = {
    "OpenAI": "OpenAI ChatGPT Sora Codex",
    "Anthropic": "Anthropic Claude",
    "Google": "Google DeepMind Gemini 谷歌",
    "微软": "Microsoft Copilot 微软",
    "Meta": "Meta Llama",
    "英伟达": "Nvidia NVIDIA 英伟达",
    "苹果": "Apple Siri 苹果",
    "亚马逊": "Amazon AWS 亚马逊",
    "xAI": "xAI Grok",
    "特斯拉": "Tesla Optimus 特斯拉",
    "Mistral": "Mistral",
    "Hugging Face": "HuggingFace Hugging·Face",
    "DeepSeek": "DeepSeek 深度求索",
    "阿里巴巴": "Alibaba Qwen 阿里 通义 千问",
    "腾讯": "Tencent Hunyuan 腾讯 混元",
    "百度": "Baidu ERNIE 百度 文心",
    "字节跳动": "ByteDance Doubao 字节跳动 豆包",
    "华为": "Huawei Ascend 华为 昇腾",
    "智谱": "Zhipu GLM 智谱",
    "月之暗面": "Moonshot Kimi 月之暗面",
    "MiniMax": "MiniMax 稀宇",
    "快手": "Kuaishou Kling 快手 可灵",
    "小米": "Xiaomi 小米",
    "宇树": "Unitree 宇树",
    "台积电": "TSMC 台积电",
    "AMD": "AMD",
    "英特尔": "Intel 英特尔",
    "GitHub": "GitHub",
}


def topic_of(story: Story) -> Topic:
    """Return the topic whose words the story's lead item uses most."""
    title, opening = story.lead.title, story.lead.text[:_OPENING]
    counts = {
        topic: _IN_TITLE * _count(topic.value.words, title) + _count(topic.value.words, opening)
        for topic in Topic
        if topic is not Topic.OTHER
    }
    best = max(counts, key=lambda topic: counts[topic])
    return best if counts[best] else Topic.OTHER


def names_in(text: str) -> tuple[str, ...]:
    """Return the known companies that a text names, in the order in which it first names them.

    Names count as they are written: `Apple`, not `apple`.
    """
    first = {name: _pattern(words, re.NOFLAG).search(text) for name, words in _NAMES.items()}
    found = sorted((match.start(), name) for name, match in first.items() if match)
    return tuple(name for _, name in found)


def _count(words: str, text: str) -> int:
    """Count the different words of a topic that a text uses."""
    return len({match.casefold() for match in _pattern(words).findall(text)}) if words else 0


@functools.cache
def _pattern(words: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """Match any of the words; those in Latin letters only whole. `·` stands for a space."""
    parts = [
        rf"(?<![A-Za-z]){re.escape(word.replace('·', ' '))}(?![A-Za-z])"
        if not has_han(word)
        else re.escape(word)
        for word in sorted(words.split(), key=len, reverse=True)
    ]
    return re.compile("|".join(parts), flags)
