"""What the site is about: words that make a story relevant, in both languages.

A strong word is about AI by itself; a weak one counts only with company. Latin words match whole words
without regard to case, except those written in capitals only (AI, but not the "ai" of "Dubai").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def _words(listed: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in listed.replace("\n", ",").split(",") if word.strip())


SHORTEST_FAMILY = 3  # letters of a name that may carry its version: Qwen3, GPT5
_VERSION_OR_PLURAL = re.compile(r"\d+[a-z]?$|s$")

STRONG = _words("""
    AI, AIGC, AGI, LLM, LLMs, GPT, VLM, MCP, A.I., artificial intelligence, superintelligence
    人工智能, 大模型, 语言模型, 智能体, 机器学习, 深度学习, 神经网络, 生成式, 多模态, 具身智能, 强化学习
    提示词, 视频生成, 世界模型, 扩散模型, 模型训练, 推理模型, 开源模型, 文生图, 文生视频
    machine learning, deep learning, neural network, neural networks, language model, language models
    generative, chatbot, chatbots, deepfake, deepfakes, foundation model, foundation models
    reinforcement learning, agentic, multiagent
    OpenAI, ChatGPT, Anthropic, Claude, Gemini, Gemma, DeepMind, DeepSeek, Grok, xAI, SpaceXAI, Mistral
    Llama, Copilot, Perplexity, Midjourney, Sora, Hugging Face, Codex, Qwen, Kimi, MiniMax, Manus, Cursor
    Nemotron, Stable Diffusion, Ollama, Cognition
    通义, 千问, 文心, 豆包, 混元, 智谱, 月之暗面, 百川智能, 阶跃星辰, 可灵, 昇腾
""")
WEAK = _words("""
    GPU, GPUs, TPU, TPUs, NPU, HBM, CUDA, Nvidia, 英伟达, 芯片, chip, chips, 算力, compute, 超节点
    accelerator, accelerators, 加速卡, 万卡, 集群, 数据中心, data center, data centers, data centre
    机器人, robot, robots, robotics, humanoid, 人形, 双臂, 自动驾驶, self-driving, autonomous, robotaxi
    agent, agents, model, models, 模型, 算法, algorithm, algorithms, 训练, training, 推理, inference
    开源, open source, benchmark, benchmarks, 参数, parameters, 权重, weights, 词元, token, tokens
    context window, 语音合成, 语音识别, 计算机视觉, computer vision, 脑机接口, prompt injection, 工具调用
    微调, fine-tuning
""")


@dataclass(frozen=True, slots=True)
class Topics:
    """The two lists as patterns."""

    strong: re.Pattern[str]
    weak: re.Pattern[str]

    @classmethod
    def of(cls, strong: Iterable[str] = STRONG, weak: Iterable[str] = WEAK) -> Topics:
        """Compile the lists."""
        return cls(_pattern(strong), _pattern(weak))

    def relevance(self, title: str, text: str) -> float:
        """Return 0 (off topic) or up to 3 (about the topics through and through).

        On topic is a strong word in the title, a weak one there that any other word keeps company, or two
        strong ones in the text. Different words count, not repetitions: in the title a strong one 1.5 and a
        weak one 0.75, up to 2; in the text alone 0.5 and 0.25, up to 1: length is not relevance.
        """
        strong, weak = _found(self.strong, title), _found(self.weak, title)
        strong_below = _found(self.strong, text) - strong
        weak_below = _found(self.weak, text) - weak
        in_company = bool(weak) and len(weak | weak_below | strong_below) > 1
        if not (strong or in_company or len(strong_below) > 1):
            return 0.0
        in_title = 1.5 * len(strong) + 0.75 * len(weak)
        in_text = 0.5 * len(strong_below) + 0.25 * len(weak_below)
        return min(2.0, in_title) + min(1.0, in_text)


def _found(pattern: re.Pattern[str], text: str) -> set[str]:
    """Return the different words found; a plural or a version of one is the same word."""
    words = (match.group().casefold().replace("-", " ") for match in pattern.finditer(text))
    return {_VERSION_OR_PLURAL.sub("", word) for word in words}


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return re.compile("|".join(_whole(word) for word in longest_first) or r"(?!)")


def _whole(word: str) -> str:
    """Match a Chinese word anywhere, a Latin one as a whole, or with a version behind it."""
    if not word.isascii():
        return re.escape(word)
    spelled = re.escape(word).replace(r"\ ", "[ -]")
    body = spelled if word.upper() == word else f"(?i:{spelled})"
    if word.isalpha() and len(word) >= SHORTEST_FAMILY:
        body += r"(?:\d+[a-z]?)?"
    return rf"(?<![A-Za-z0-9]){body}(?![A-Za-z0-9])"
