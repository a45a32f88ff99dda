"""A scripted Messages API on loopback: what the real SDK talks to in tests and in demonstrations.

    with ScriptedClaude() as claude:
        claude.enqueue(Status(529), when="芯片")     # the next request that holds these words
        …                                           # everything else is answered by `newsroom`
        claude.history[0].body["system"]

`newsroom` reads a request as a model would: it finds the fenced stories and answers with a plan or with texts
whose quotes are verbatim. `python -m tests.scripted_claude --port 8766` runs it for a person to try.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

Body = dict[str, Any]
_CACHED_FROM = 512
_HAN = re.compile(r"[\u3400-\u9fff]")
_FIGURE = re.compile(r"\d")


@dataclass(frozen=True)
class Reply:
    """A message. `ends_at` says where its stream breaks off: start, middle, clean (no error), or nowhere."""

    text: str
    stop_reason: str | None = "end_turn"
    refusal: str | None = None
    ends_at: str = ""
    thinks: bool = False


@dataclass(frozen=True)
class Status:
    """An error of the API."""

    code: int
    type: str = "api_error"
    message: str = "scripted"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """A 200 with a page of a proxy."""

    html: str = "<html><title>Sign in to the network</title></html>"


@dataclass(frozen=True)
class Drop:
    """The connection is reset before an answer."""


@dataclass(frozen=True)
class Stall:
    """No answer for so many seconds."""

    seconds: float


@dataclass(frozen=True)
class ErrorEvent:
    """A stream that begins and then reports an error."""

    type: str = "overloaded_error"


Answer = Reply | Status | Page | Drop | Stall | ErrorEvent
Behaviour = Callable[[Body], Answer]


@dataclass(frozen=True)
class Received:
    """One request as it arrived."""

    path: str
    headers: dict[str, str]
    body: Body

    @property
    def prompt(self) -> str:
        """The first user message."""
        return str(self.body["messages"][0]["content"])

    @property
    def asks_for_plan(self) -> bool:
        """Whether this is a *choose* request."""
        return "sections" in _properties(self.body)


class ScriptedClaude:
    """The server; answers what is enqueued first, then as `default` does."""

    def __init__(self, *, port: int = 0, default: Behaviour | None = None) -> None:
        self.history: list[Received] = []
        self._default = default or newsroom
        self._queue: list[tuple[str, Answer | Behaviour]] = []
        self._prefixes: set[str] = set()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _Handler)
        self._server.scripted = self  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def base_url(self) -> str:
        """What ANTHROPIC_BASE_URL is set to."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        """Begin to answer."""
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """Stop; an open connection is not waited for."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def enqueue(self, *answers: Answer | Behaviour, when: str = "") -> None:
        """Answer the next requests (those whose body contains `when`) with these, once each."""
        with self._lock:
            self._queue += [(when, answer) for answer in answers]

    def answer_to(self, received: Received) -> Answer:
        """Record a request and decide what it gets."""
        text = json.dumps(received.body, ensure_ascii=False)
        with self._lock:
            self.history.append(received)
            position = next((n for n, (when, _) in enumerate(self._queue) if when in text), None)
            answer = self._default if position is None else self._queue.pop(position)[1]
        return answer(received.body) if callable(answer) else answer

    def usage_of(self, body: Body, text: str) -> dict[str, int]:
        """Count tokens as the API would bill them, the cached prefix of the system prompt included."""
        system = body.get("system") or []
        prefix = sum(_tokens(block["text"]) for block in system if block.get("cache_control"))
        prefix = prefix if prefix >= _CACHED_FROM else 0
        key = hashlib.sha256(json.dumps([body["model"], system], sort_keys=True).encode()).hexdigest()
        with self._lock:
            is_warm = key in self._prefixes
            self._prefixes.add(key)
        everything = _tokens(json.dumps([system, body["messages"]], ensure_ascii=False))
        return {
            "input_tokens": max(1, everything - prefix),
            "cache_creation_input_tokens": 0 if is_warm else prefix,
            "cache_read_input_tokens": prefix if is_warm else 0,
            "output_tokens": _tokens(text),
        }


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        size = int(self.headers.get("content-length") or 0)
        body = json.loads(self.rfile.read(size))
        scripted: ScriptedClaude = self.server.scripted  # type: ignore[attr-defined]
        received = Received(self.path, {key.lower(): value for key, value in self.headers.items()}, body)
        answer = scripted.answer_to(received)
        self.close_connection = True
        try:
            self._give(scripted, body, answer)
        except (BrokenPipeError, ConnectionResetError):
            return  # the client gave up, as some tests make it

    def _give(self, scripted: ScriptedClaude, body: Body, answer: Answer) -> None:
        match answer:
            case Status():
                error = {"type": "error", "error": {"type": answer.type, "message": answer.message}}
                self._send(answer.code, json.dumps(error), "application/json", answer.headers)
            case Page():
                self._send(200, answer.html, "text/html", {})
            case Drop():
                self._reset()
            case Stall():
                time.sleep(answer.seconds)
                self._reset()
            case ErrorEvent():
                start = _events(_message(body, Reply(""), scripted.usage_of(body, "")))[0]
                error = {"type": "error", "error": {"type": answer.type, "message": "scripted"}}
                self._stream([start, error])
                self.wfile.write(b"0\r\n\r\n")
            case Reply():
                self._reply(body, answer, scripted.usage_of(body, answer.text))

    def _reply(self, body: Body, answer: Reply, usage: dict[str, int]) -> None:
        message = _message(body, answer, usage)
        if not body.get("stream"):
            self._send(200, json.dumps(message), "application/json", {})
            return
        events = _events(message)
        cut = {"": len(events), "start": 1, "middle": len(events) // 2, "clean": len(events) - 2}
        self._stream(events[: cut[answer.ends_at]])
        if answer.ends_at in {"start", "middle"}:
            self._reset()
        else:
            self.wfile.write(b"0\r\n\r\n")

    def _send(self, code: int, text: str, kind: str, headers: dict[str, str]) -> None:
        content = text.encode()
        self.send_response(code)
        for key, value in {"content-type": kind, "content-length": str(len(content)), **headers}.items():
            self.send_header(key, value)
        self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def _stream(self, events: list[Body]) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream; charset=utf-8")
        self.send_header("transfer-encoding", "chunked")
        self.send_header("connection", "close")
        self.end_headers()
        for event in events:
            line = f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode()
            self.wfile.write(f"{len(line):x}\r\n".encode() + line + b"\r\n")
            self.wfile.flush()

    def _reset(self) -> None:
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def log_message(self, *_args: object) -> None:
        """Stay silent."""


def _message(body: Body, answer: Reply, usage: dict[str, int]) -> Body:
    thinking = [{"type": "thinking", "thinking": "…", "signature": "scripted"}] if answer.thinks else []
    text = [{"type": "text", "text": answer.text, "citations": None}] if answer.text else []
    details = {"type": "refusal", "category": answer.refusal, "explanation": None}
    return {
        "id": "msg_scripted",
        "type": "message",
        "role": "assistant",
        "model": body["model"],
        "content": [*thinking, *text],
        "stop_reason": answer.stop_reason,
        "stop_sequence": None,
        "stop_details": details if answer.stop_reason == "refusal" else None,
        "usage": usage,
    }


def _events(message: Body) -> list[Body]:
    """Return a message as the events of its stream."""
    start = {**message, "content": [], "stop_reason": None, "stop_details": None}
    events: list[Body] = [{"type": "message_start", "message": start}]
    for index, block in enumerate(message["content"]):
        kind = block["type"]
        events.append({"type": "content_block_start", "index": index, "content_block": {**block, kind: ""}})
        half = len(block[kind]) // 2
        events += [
            {"type": "content_block_delta", "index": index, "delta": {"type": f"{kind}_delta", kind: part}}
            for part in (block[kind][:half], block[kind][half:])
        ]
        events.append({"type": "content_block_stop", "index": index})
    delta = {key: message[key] for key in ("stop_reason", "stop_sequence", "stop_details")}
    events.append({"type": "message_delta", "delta": delta, "usage": message["usage"]})
    events.append({"type": "message_stop"})
    return events


# A newsroom that reads what it is sent.


def newsroom(body: Body) -> Reply:
    """Answer a request of the digest with a valid plan or valid texts for the stories that it holds."""
    prompt = body["messages"][0]["content"]
    answer = plan_for(prompt) if "sections" in _properties(body) else texts_for(prompt)
    return Reply(json.dumps(answer, ensure_ascii=False))


def plan_for(prompt: str) -> Body:
    """Plan an edition: sections of up to three stories, the rest as briefs."""
    lines = [line.split("｜") for line in fenced(prompt).splitlines()]
    stories = [(parts[0], parts[1], parts[3]) for parts in lines]
    match = re.search(r"不超过 (\d+) 条", prompt)
    most = int(match[1]) if match else len(stories)
    full, briefs = stories[:most], stories[most:]
    size = max(1, min(5, -(-len(full) // 6)))
    groups = [full[start : start + size] for start in range(0, len(full), size)]
    return {
        "same": [],
        "sections": [
            {
                "heading": f"{headline_for(group[0][2])[:20]}等",
                "stories": [_pick(each, full) for each in group],
            }
            for group in groups
        ],
        "briefs": [_brief_pick(each) for each in briefs],
        "left_out": [],
        "title": headline_for(stories[0][2])[:38] if stories else "",
        "tags": ["人工智能"],
        "seo": ["人工智能", "大模型"],
    }


def texts_for(prompt: str) -> Body:
    """Write every story of a request; one without a sentence to quote goes to the briefs."""
    texts: Body = {"stories": [], "briefs": []}
    for name, manner, items in stories_in(prompt):
        title = items[0][1] if items else ""
        facts = [fact for item in items for fact in _facts(item)][:4]
        if manner == "详写" and facts:
            texts["stories"].append(_story(name, title, facts))
        else:
            texts["briefs"].append({"story": name, "headline": headline_for(title), "line": ""})
    return texts


def fenced(prompt: str) -> str:
    """Return what stands in the fence of a prompt."""
    match = re.search(r"<sources-([0-9a-f]{16})>\n(.*)\n</sources-\1>", prompt, re.DOTALL)
    return match[2] if match else ""


def stories_in(prompt: str) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """Return (id, manner, items) of a write request's stories; an item is (id, title, text)."""
    parts = re.split(r"<story-[0-9a-f]{16} (S\d+) (\S+)>\n", fenced(prompt) + "\n")[1:]
    return [
        (name, manner, _items_in(block))
        for name, manner, block in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    ]


def headline_for(title: str) -> str:
    """Return a Chinese headline: the title if it is Chinese, else one that names what the title names."""
    if _HAN.search(title):
        return title[:36]
    names = re.findall(r"\b[A-Z][A-Za-z]+\b", title)[:2]
    return f"{'、'.join(names) or '海外公司'}公布新进展"


def _items_in(block: str) -> list[tuple[str, str, str]]:
    parts = re.split(r"<item-[0-9a-f]{16} (I\d+) [^\n]*>\n", block)[1:]
    return [
        (name, *text.rstrip("\n").partition("\n")[::2])
        for name, text in zip(parts[::2], parts[1::2], strict=True)
    ]


def _facts(item: tuple[str, str, str]) -> list[Body]:
    name, _title, text = item
    passages = [passage.strip() for passage in re.split(r"(?<=[。！？])|(?<=[.!?]) (?=[A-Z])|\n", text)]
    quotes = [passage for passage in passages if 12 <= len(passage) <= 120]
    return [
        {
            "item": name,
            "quote": quote,
            "label": "要点",
            "text": quote if _HAN.search(quote) else f"原文写道：{quote}",
        }
        for quote in sorted(quotes, key=lambda quote: not _FIGURE.search(quote))[:3]
    ]


def _story(name: str, title: str, facts: list[Body]) -> Body:
    return {
        "story": name,
        "facts": facts,
        "insights": ["这一步的成效取决于后续能否持续落地，因为前提仍待验证。"],
        "impact": ["相关从业者可以留意官方后续公布的细节。"],
        "headline": headline_for(title),
        "point": headline_for(title),
    }


def _pick(story: tuple[str, str, str], full: list[tuple[str, str, str]]) -> Body:
    return {**_brief_pick(story), "importance": "lead" if story in full[:2] else "main"}


def _brief_pick(story: tuple[str, str, str]) -> Body:
    region = "domestic" if story[1] == "国内" else "international"
    return {"story": story[0], "region": region, "reason": "当天值得知道的进展", "tags": ["人工智能"]}


def _properties(body: Body) -> dict[str, Any]:
    schema = (body.get("output_config") or {}).get("format", {}).get("schema", {})
    return dict(schema.get("properties", {}))


def _tokens(text: str) -> int:
    """Estimate tokens: one a Chinese character, one for four others."""
    han = len(_HAN.findall(text))
    return han + -(-(len(text) - han) // 4)


def main() -> None:
    """Serve until interrupted, and say how to use it."""
    parser = argparse.ArgumentParser(description="A scripted Messages API on loopback.")
    parser.add_argument("--port", type=int, default=8766)
    with ScriptedClaude(port=parser.parse_args().port) as claude:
        print(f"export ANTHROPIC_BASE_URL={claude.base_url} ANTHROPIC_API_KEY=scripted", flush=True)  # noqa: T201
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print(f"{len(claude.history)} requests")  # noqa: T201


if __name__ == "__main__":
    main()
