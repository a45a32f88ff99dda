"""Settings of the site while it is written; publishconf.py changes what publishing needs.

The names are Pelican's (https://docs.getpelican.com/en/stable/settings.html) unless a comment says otherwise.
"""

from pathlib import Path

# Paths are absolute, so that settings which import these work from any folder.
ROOT = Path(__file__).resolve().parent

# --- The site -----------------------------------------------------------------------------------------------

SITENAME = "AI 日报"
SITESUBTITLE = "每天一份，读懂人工智能"
# Ours: what search results say of the first page.
SITE_DESCRIPTION = "每天早上整理国内外人工智能新闻：每条都有出处，附解读与影响。"
# Ours: the publisher's logo in structured data, as a path of the site or a full address.
SITE_LOGO = "/theme/icon-512.png"
SITEURL = ""
TIMEZONE = "Asia/Shanghai"
# With a region: "zh" alone makes docutils warn.
DEFAULT_LANG = "zh-cn"
DEFAULT_DATE_FORMAT = "%Y-%m-%d"

# Ours: the card in the footer of every page; delete it for none. `{handle}` in the text becomes a link.
# Without an image (a path of the site, or a full address) a QR code of the address is drawn at build time.
TELEGRAM_CARD = {
    "title": "每天早上，日报送到 Telegram",
    "text": "加入群组 {handle}，新一期发布时就能看到。",
    "handle": "@your_group",
    "url": "https://t.me/your_group",
    "call": "加入群组",
    "image": "",
}

# Ours: how an edition's text came to be, said on its page and in its data: words by language and drafter.
# `{checked}` and `{dropped}` are counts of its evidence; an article without evidence says nothing.
AI_DISCLOSURE = {
    "zh": {
        "claude": "AI 辅助撰写，经核验：{checked} 条事实逐条对照原文，{dropped} 句未通过核对而删去。",
        "extract": "程序自动摘录，经核验：{checked} 条事实均为原文摘句，未经模型撰写。",
    },
    "en": {
        "claude": "Written with AI and verified: {checked} facts were held against their sources, {dropped} "
        "statements failed and were dropped.",
        "extract": "Extracted by a program and verified: {checked} facts are verbatim; no model wrote them.",
    },
}

# Ours: what pages of a template may load or run besides (plugins/seo/policy.py). Search runs WebAssembly.
CONTENT_POLICY = {"search": {"script-src": ["'wasm-unsafe-eval'"]}}

# --- Content ------------------------------------------------------------------------------------------------

PATH = "content"
# Articles may lie anywhere: old ones are often copied straight into the content folder.
ARTICLE_PATHS = [""]
ARTICLE_EXCLUDES = ["pages", "evidence", "images"]
PAGE_PATHS = ["pages"]
# CNAME is the site's own domain, if it has one (docs/publishing.md).
STATIC_PATHS = ["images", "evidence", "CNAME"]
# Hidden files; editions as they were generated and published, what a redraft wrote beside an article, and the
# record of what channels were told.
IGNORE_FILES = [
    "**/.*", "*.generated.md", "*.published.md", "*.redraft.md", "*.redraft-*.md", "*.told.json",
]  # fmt: skip
DEFAULT_CATEGORY = "未分类"
# A folder says when an edition came out, not what it is about.
USE_FOLDER_AS_CATEGORY = False
WITH_FUTURE_DATES = True
# Every edition has the slug `ai-daily`; by slug they would all count as translations of one another.
ARTICLE_TRANSLATION_ID = None
PAGE_TRANSLATION_ID = None

# --- Addresses ----------------------------------------------------------------------------------------------

RELATIVE_URLS = False
INDEX_URL = ""
ARTICLE_URL = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
# The language is not part of an address while the site has one language.
ARTICLE_LANG_URL, ARTICLE_LANG_SAVE_AS = ARTICLE_URL, ARTICLE_SAVE_AS
DRAFT_URL = "drafts/{date:%Y}-{date:%m}-{date:%d}-{slug}/"
DRAFT_SAVE_AS = DRAFT_URL + "index.html"
DRAFT_LANG_URL, DRAFT_LANG_SAVE_AS = DRAFT_URL, DRAFT_SAVE_AS
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = PAGE_URL + "index.html"
PAGE_LANG_URL, PAGE_LANG_SAVE_AS = PAGE_URL, PAGE_SAVE_AS
CATEGORY_URL = "category/{slug}/"
CATEGORY_SAVE_AS = CATEGORY_URL + "index.html"
TAG_URL = "tag/{slug}/"
TAG_SAVE_AS = TAG_URL + "index.html"
YEAR_ARCHIVE_URL = "{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = YEAR_ARCHIVE_URL + "index.html"
MONTH_ARCHIVE_URL = "{date:%Y}/{date:%m}/"
MONTH_ARCHIVE_SAVE_AS = MONTH_ARCHIVE_URL + "index.html"
ARCHIVES_URL, ARCHIVES_SAVE_AS = "archives/", "archives/index.html"
COLOPHON_URL, COLOPHON_SAVE_AS = "colophon/", "colophon/index.html"
TAGS_URL, TAGS_SAVE_AS = "tags/", "tags/index.html"
CATEGORIES_URL, CATEGORIES_SAVE_AS = "categories/", "categories/index.html"
AUTHOR_SAVE_AS = ""
AUTHORS_SAVE_AS = ""

# An article without a slug is called after its file; a title as an address would be unreadable or too long.
SLUGIFY_SOURCE = "basename"
# Pinyin reads characters wrongly and makes different words alike.
SLUGIFY_USE_UNICODE = True
SLUG_REGEX_SUBSTITUTIONS = [
    (r"\+", "-plus"),  # C++ and C
    (r"#", "-sharp"),  # C# and C
    (r"&", "-and-"),
    (r"^\.", "dot-"),  # .NET: a folder that begins with a dot is not published
    (r"[^\w\s.-]", "-"),
    (r"[-\s]+", "-"),
    (r"^-+|[-.]+$", ""),
]

# --- Pages and lists ----------------------------------------------------------------------------------------

DIRECT_TEMPLATES = ["index", "archives", "tags", "categories", "404", "colophon"]
# Editions of the first page. What is older is found by month: pages counted from the newest would all change
# with each new edition. A tag's and a category's page show their newest editions only.
DEFAULT_PAGINATION = 14
PAGINATED_TEMPLATES: dict[str, int | None] = {}
# Ours: other spellings of a tag, whatever their capitals, and the groups of the page of tags.
TAG_ALIASES = {
    "谷歌": "Google",
    "微软": "Microsoft",
    "英伟达": "NVIDIA",
    "苹果": "Apple",
    "亚马逊": "Amazon",
    "月之暗面": "Kimi",
    "深度求索": "DeepSeek",
    "通义千问": "Qwen",
    "LLM": "大模型",
    "大语言模型": "大模型",
    "AI Agent": "智能体",
    "Agent": "智能体",
    "AI 芯片": "芯片",
}
TAG_GROUPS = {
    "公司": [
        "OpenAI", "Anthropic", "Google", "Microsoft", "Meta", "NVIDIA", "Apple", "Amazon", "xAI", "Mistral",
        "字节跳动", "阿里巴巴", "腾讯", "百度", "华为", "智谱", "MiniMax", "Kimi",
    ],
    "模型": ["GPT", "Claude", "Gemini", "Llama", "Qwen", "DeepSeek", "豆包", "混元", "文心"],
    "话题": [
        "大模型", "智能体", "芯片", "算力", "机器人", "自动驾驶", "开源", "融资", "安全", "监管", "医疗",
        "教育",
    ],
}  # fmt: skip

# --- Feeds, sitemaps, search --------------------------------------------------------------------------------

# Ours: feeds, sitemaps, robots.txt and llms.txt are written where SITEURL is set, for they need the site's
# address. Feeds have the newest editions, and the newest single stories; the most used tags have their own.
FEED_EDITIONS = 20
FEED_STORIES = 60
FEED_TAGS = 30
# Ours: which programs that gather text for AI may read the site: "all", "search" (those that answer with a
# link to their sources, not those that train models) or "none".
AI_CRAWLERS = "all"
# Ours: build the search index after the site; publishconf.py switches it on.
SEARCH_INDEX = False

# Pelican's own feeds have the furniture of the page in their text, and no pictures.
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None

# --- How it is made -----------------------------------------------------------------------------------------

THEME = str(ROOT / "theme")
PLUGIN_PATHS = [str(ROOT / "plugins")]
# Named, because every installed `pelican.plugins.*` would be on otherwise.
PLUGINS = [
    "front_matter", "seo", "evidence", "archive", "feeds", "sitemaps", "twins", "search", "redirects",
    "ai_digest", "preview", "fast_build",
]  # fmt: skip
JINJA_ENVIRONMENT = {
    # Titles, tags and summaries come from other people's pages: what a template prints is escaped.
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    # Templates do not change during a build; `pelican -r` reads them anew for each.
    "auto_reload": False,
}
# The plugin front_matter adds heading ids, lists in the house style and tables without a rule.
MARKDOWN = {
    "extensions": [
        "markdown.extensions.fenced_code",
        "markdown.extensions.footnotes",
        "markdown.extensions.sane_lists",
        "markdown.extensions.tables",
    ],
    "extension_configs": {},
    "output_format": "html5",
}
TYPOGRIFY = False
# Drafts and findings on the pages, for an editor; `make devserver` switches it on.
PREVIEW = False
# The folder is not emptied: a page that did not change keeps its file.
DELETE_OUTPUT_DIRECTORY = False
# Ours: render only what changed since the last build, on all cores; the site is the same to the byte. What is
# kept can be lost without harm; False builds everything anew.
FAST_BUILD = True
FAST_BUILD_CACHE = ROOT / ".cache" / "fast-build"
# Pelican's cache knows a file by its time only; a change of settings would keep the old pages.
CACHE_CONTENT = False
LOAD_CONTENT_CACHE = False

# --- The digest: every option and its default stands in plugins/ai_digest/config.py -------------------------

# File the edition that is due before a build; `make html` and `make devserver` switch it off.
AI_DIGEST_AT_BUILD = True
AI_DIGEST_EDITION_TIME = "07:30"
# "clean": an edition that passes every check is published at once; "never": an editor publishes.
AI_DIGEST_PUBLISH = "clean"
# "auto": Claude if ANTHROPIC_API_KEY is set, else extracts; "claude" or "extract" decide it.
AI_DIGEST_DRAFTER = "auto"
AI_DIGEST_CHOOSE_MODEL = "claude-haiku-5-5"
AI_DIGEST_WRITE_MODEL = "claude-sonnet-5-5"
AI_DIGEST_MAX_COST = 1.0  # US dollars a run; None is no limit
AI_DIGEST_FULL_STORIES = 20
AI_DIGEST_BRIEFS = 12
AI_DIGEST_SOURCES = ROOT / "sources.toml"
AI_DIGEST_CACHE = ROOT / ".cache" / "ai-digest"
