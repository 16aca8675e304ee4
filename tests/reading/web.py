"""A web server on the loopback, for tests that talk real HTTP."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Handler = Callable[["Request"], None]


@dataclass
class Answer:
    """What the server says to a request."""

    body: bytes = b""
    type: str | None = "text/html"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Request(BaseHTTPRequestHandler):
    """One request; a route may also write to `wfile` itself."""

    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        self._answer(b"")

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["content-length"])))

    def _answer(self, body: bytes) -> None:
        self.site.asked.append(self.path)
        self.site.requests.append((dict(self.headers), body))
        route = self.site.routes.get(self.path, Answer(b"nothing here", status=404))
        answer = route(self) if callable(route) else route
        if answer is None:
            self.close_connection = True
            return
        self.send_response(answer.status)
        if answer.type:
            self.send_header("Content-Type", answer.type)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        pass


@dataclass
class Site:
    """A running server: its routes, and what it was asked for, in order."""

    url: str
    routes: dict[str, Answer | Callable[[Request], Answer | None]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def serving() -> Iterator[Site]:
    """A site at a free port of 127.0.0.1, until the block ends."""

    class Handler(Request):
        pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Site(f"http://127.0.0.1:{server.server_port}")
    Handler.site = site
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
