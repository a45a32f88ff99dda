"""A scripted Messages API on loopback: what the real SDK talks to in tests and in demonstrations.

    with ScriptedClaude() as claude:
        claude.enqueue(Status(529), when="芯片")     # the next request that holds these words
        …                                           # everything else is answered by `newsroom`
        claude.history[0].body["system"]

It streams (at `speed` tokens a second, if that is set), takes batches, and knows models. `watch` hears of
each message request: when it arrives, in the middle of its answer, and behind it. `python -m
tests.scripted_claude --port 8766` runs it for a person to try.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.loopback_server import Handler, LoopbackServer
from tests.scripted_newsroom import answer_for, plan_for, properties_of, stories_in, texts_for

__all__ = ["plan_for", "stories_in", "texts_for"]  # beside what is defined here

Body = dict[str, Any]
_CACHED_FROM = 512
_HAN = re.compile(r"[\u3400-\u9fff]")
_BATCHES = "/v1/messages/batches"
_TOKENS_A_PART = 30


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
    """One request for a message as it arrived."""

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
        return "sections" in properties_of(self.body)

    @property
    def asks_for_repair(self) -> bool:
        """Whether this is a *repair* request."""
        return "repairs" in properties_of(self.body)


@dataclass
class Batch:
    """A batch: its requests, how often it is still `in_progress` when asked for, and what came of which."""

    id: str
    requests: list[Body]
    polls: int
    fates: dict[int, str]


def newsroom(body: Body) -> Reply:
    """Answer a request of the digest with a valid plan, valid texts or valid repairs."""
    return Reply(json.dumps(answer_for(body), ensure_ascii=False))


def long_newsroom(body: Body) -> Reply:
    """Answer as `newsroom` does, at the length of a real answer."""
    return Reply(json.dumps(answer_for(body, at_length=True), ensure_ascii=False))


class ScriptedClaude(LoopbackServer):
    """The server; answers what is enqueued first, then as `default` does."""

    def __init__(self, *, port: int = 0, default: Behaviour = newsroom, speed: float | None = None) -> None:
        super().__init__(_Handler, port)
        self.history: list[Received] = []
        self.watch: Callable[[int, str], None] = lambda _number, _moment: None
        self.batches: dict[str, Batch] = {}
        self.batch_polls = 0
        self.batch_fates: dict[int, str] = {}
        self.batch_status: Status | None = None
        self.models: dict[str, Body] = {}
        self.speed = speed
        self._default = default
        self._queue: list[tuple[str, Answer | Behaviour]] = []
        self._prefixes: set[str] = set()
        self._lock = threading.Lock()

    @property
    def base_url(self) -> str:
        """What ANTHROPIC_BASE_URL is set to."""
        return self.address

    def enqueue(self, *answers: Answer | Behaviour, when: str = "") -> None:
        """Answer the next requests (those whose body contains `when`) with these, once each."""
        with self._lock:
            self._queue += [(when, answer) for answer in answers]

    def receive(self, received: Received) -> int:
        """Record a request; its number is the answer."""
        with self._lock:
            self.history.append(received)
            return len(self.history) - 1

    def answer_to(self, body: Body) -> Answer:
        """Decide what a request gets."""
        text = json.dumps(body, ensure_ascii=False)
        with self._lock:
            position = next((n for n, (when, _) in enumerate(self._queue) if when in text), None)
            answer = self._default if position is None else self._queue.pop(position)[1]
        return answer(body) if callable(answer) else answer

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

    def add_batch(self, body: Body) -> Body:
        """Take a batch in."""
        with self._lock:
            name = f"msgbatch_{len(self.batches) + 1}"
            self.batches[name] = Batch(name, body["requests"], self.batch_polls, dict(self.batch_fates))
        return self.state_of(self.batches[name])

    def state_of(self, batch: Batch, *, asked: bool = False) -> Body:
        """Return a batch as the API shows it; being asked for brings it nearer to its end."""
        count, ended = len(batch.requests), batch.polls == 0 and asked
        if asked and batch.polls:
            batch.polls -= 1
        counts = dict.fromkeys(("processing", "succeeded", "errored", "canceled", "expired"), 0)
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        return {
            "id": batch.id,
            "type": "message_batch",
            "processing_status": "ended" if ended else "in_progress",
            "request_counts": counts | {"succeeded" if ended else "processing": count},
            "created_at": moment,
            "expires_at": moment,
            "ended_at": moment if ended else None,
            "results_url": f"{self.base_url}{_BATCHES}/{batch.id}/results" if ended else None,
            "archived_at": None,
            "cancel_initiated_at": None,
        }

    def results_of(self, batch: Batch) -> str:
        """Return the results of a batch, a line each, the last first; a missing one has none."""
        lines = []
        for number, request in reversed([*enumerate(batch.requests)]):
            fate = batch.fates.get(number, "succeeded")
            result: Body = {"type": fate}
            if fate == "succeeded":
                answer = self.answer_to(request["params"])
                assert isinstance(answer, Reply)
                usage = self.usage_of(request["params"], answer.text)
                result["message"] = _message(request["params"], answer, usage)
            elif fate == "errored":
                error = {"type": "invalid_request_error", "message": "scripted"}
                result["error"] = {"type": "error", "error": error, "request_id": None}
            if fate != "missing":
                lines.append(json.dumps({"custom_id": request["custom_id"], "result": result}))
        return "\n".join(lines) + "\n"


class _Handler(Handler):
    @property
    def scripted(self) -> ScriptedClaude:
        return self.server.scripted  # type: ignore[no-any-return]

    def do_GET(self) -> None:  # noqa: N802  the standard library's name
        self.close_connection = True
        path = self.path.partition("?")[0]
        scripted = self.scripted
        if path == _BATCHES:
            data = [scripted.state_of(batch) for batch in reversed(scripted.batches.values())]
            self._json({"data": data, "has_more": False, "first_id": None, "last_id": None})
            return
        kind, _, name = path.removeprefix("/v1/").partition("/")
        batch = scripted.batches.get(path.removeprefix(f"{_BATCHES}/").partition("/")[0])
        if kind == "models" and name in scripted.models:
            self._json(scripted.models[name])
        elif batch and path.endswith("/results"):
            self.send(200, scripted.results_of(batch), "application/x-jsonl", {})
        elif batch:
            self._json(scripted.state_of(batch, asked=True))
        else:
            self._fail(Status(404, "not_found_error", f"no {path}"))

    def do_POST(self) -> None:  # noqa: N802  the standard library's name
        size = int(self.headers.get("content-length") or 0)
        body = json.loads(self.rfile.read(size))
        self.close_connection = True
        if self.path.partition("?")[0] == _BATCHES:
            status = self.scripted.batch_status
            self._fail(status) if status else self._json(self.scripted.add_batch(body))
            return
        headers = {key.lower(): value for key, value in self.headers.items()}
        number = self.scripted.receive(Received(self.path, headers, body))
        try:
            self.scripted.watch(number, "arrives")
            self._give(number, body, self.scripted.answer_to(body))
            self.scripted.watch(number, "answered")
        except (BrokenPipeError, ConnectionResetError):
            return  # the client gave up, as some tests make it

    def _give(self, number: int, body: Body, answer: Answer) -> None:
        match answer:
            case Status():
                self._fail(answer)
            case Page():
                self.send(200, answer.html, "text/html", {})
            case Drop():
                self.reset()
            case Stall():
                time.sleep(answer.seconds)
                self.reset()
            case ErrorEvent():
                start = _events(_message(body, Reply(""), self.scripted.usage_of(body, "")), 1)[0]
                error = {"type": "error", "error": {"type": answer.type, "message": "scripted"}}
                self._stream(number, [start, error])
                self.wfile.write(b"0\r\n\r\n")
            case Reply():
                self._reply(number, body, answer)

    def _reply(self, number: int, body: Body, answer: Reply) -> None:
        usage = self.scripted.usage_of(body, answer.text)
        message = _message(body, answer, usage)
        if not body.get("stream"):
            self._json(message)
            return
        parts = 2 if self.scripted.speed is None else 1 + usage["output_tokens"] // _TOKENS_A_PART
        events = _events(message, parts)
        cut = {"": len(events), "start": 1, "middle": len(events) // 2, "clean": len(events) - 2}
        self._stream(number, events[: cut[answer.ends_at]])
        if answer.ends_at in {"start", "middle"}:
            self.reset()
        else:
            self.wfile.write(b"0\r\n\r\n")

    def _json(self, content: Body) -> None:
        self.send(200, json.dumps(content), "application/json", {})

    def _fail(self, status: Status) -> None:
        error = {"type": "error", "error": {"type": status.type, "message": status.message}}
        self.send(status.code, json.dumps(error), "application/json", status.headers)

    def _stream(self, number: int, events: list[Body]) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream; charset=utf-8")
        self.send_header("transfer-encoding", "chunked")
        self.send_header("connection", "close")
        self.end_headers()
        for position, event in enumerate(events):
            if position == len(events) // 2:
                self.scripted.watch(number, "half")
            if self.scripted.speed and event["type"] == "content_block_delta":
                time.sleep(_TOKENS_A_PART / self.scripted.speed)
            line = f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode()
            self.wfile.write(f"{len(line):x}\r\n".encode() + line + b"\r\n")
            self.wfile.flush()


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


def _events(message: Body, parts: int) -> list[Body]:
    """Return a message as the events of its stream, each block in so many parts."""
    start = {**message, "content": [], "stop_reason": None, "stop_details": None}
    events: list[Body] = [{"type": "message_start", "message": start}]
    for index, block in enumerate(message["content"]):
        kind = block["type"]
        events.append({"type": "content_block_start", "index": index, "content_block": {**block, kind: ""}})
        size = -(-len(block[kind]) // parts)
        events += [
            {
                "type": "content_block_delta",
                "index": index,
                "delta": {"type": f"{kind}_delta", kind: block[kind][at : at + size]},
            }
            for at in range(0, len(block[kind]), size)
        ]
        events.append({"type": "content_block_stop", "index": index})
    delta = {key: message[key] for key in ("stop_reason", "stop_sequence", "stop_details")}
    events.append({"type": "message_delta", "delta": delta, "usage": message["usage"]})
    events.append({"type": "message_stop"})
    return events


def _tokens(text: str) -> int:
    """Estimate tokens: one a Chinese character, one for four others."""
    han = len(_HAN.findall(text))
    return han + -(-(len(text) - han) // 4)


def main() -> None:
    """Serve until interrupted, and say how to use it."""
    parser = argparse.ArgumentParser(description="A scripted Messages API on loopback.")
    parser.add_argument("--port", type=int, default=8766)
    parser.add_argument("--speed", type=float, help="tokens a second; the answers are then of real length")
    given = parser.parse_args()
    default = long_newsroom if given.speed else newsroom
    with ScriptedClaude(port=given.port, default=default, speed=given.speed) as claude:
        print(f"export ANTHROPIC_BASE_URL={claude.base_url} ANTHROPIC_API_KEY=scripted", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print(f"{len(claude.history)} requests")


if __name__ == "__main__":
    main()
