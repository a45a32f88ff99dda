"""robots.txt (RFC 9309): the sitemaps, and which programs that gather text for AI may read the site.

Search engines may read everything whatever the setting says.
"""

from __future__ import annotations

from enum import StrEnum


class Policy(StrEnum):
    """Which programs that gather text for AI may read the site."""

    ALL = "all"
    SEARCH = "search"
    NONE = "none"


# As their makers name them, November 2026. Those that gather text to train models:
TRAINING = (
    "AI2Bot",
    "Amazonbot",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "Diffbot",
    "FacebookBot",
    "Google-Extended",
    "GPTBot",
    "Meta-ExternalAgent",
    "PanguBot",
    "cohere-training-data-crawler",
)
# and those that look for answers, which they give with a link:
ANSWERING = (
    "Claude-SearchBot",
    "Claude-User",
    "ChatGPT-User",
    "DuckAssistBot",
    "MistralAI-User",
    "OAI-SearchBot",
    "Perplexity-User",
    "PerplexityBot",
)


def robots_txt(policy: Policy, sitemaps: list[str]) -> str:
    """Write the file; `sitemaps` are full addresses."""
    refused = {Policy.ALL: (), Policy.SEARCH: TRAINING, Policy.NONE: (*TRAINING, *ANSWERING)}[policy]
    groups = ["User-agent: *\nAllow: /\n"]
    if refused:
        groups.append("".join(f"User-agent: {name}\n" for name in refused) + "Disallow: /\n")
    return "\n".join([*groups, "".join(f"Sitemap: {address}\n" for address in sitemaps)])
