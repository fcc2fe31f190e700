"""Runs a stock Firefox for Playwright over WebDriver BiDi; a program, called in Firefox's place.

Playwright asks every new profile for a colour scheme with a command that Firefox ESR does not know
yet. It stands between the two, and says yes to that one command.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from typing import Any, Final

import trio
from trio_websocket import (
    ConnectionClosed,
    WebSocketConnection,
    WebSocketRequest,
    open_websocket_url,
    serve_websocket,
)

FIREFOX: Final = "WEDFORMS_TEST_FIREFOX"
_UNKNOWN: Final = frozenset({"emulation.setMediaFeaturesOverride"})
_LISTENING: Final = re.compile(rb"WebDriver BiDi listening on (ws://\S+)")
_LARGEST: Final = 1 << 28


def main() -> None:
    """Start Firefox with the arguments given, and listen in its place."""
    firefox = subprocess.Popen([os.environ[FIREFOX], *sys.argv[1:]], stderr=subprocess.PIPE)
    signal.signal(signal.SIGTERM, lambda *_: firefox.terminate())
    address = _address(firefox)
    threading.Thread(target=_pass_words_on, args=(firefox,), daemon=True).start()
    trio.run(_serve, f"{address}/session")


def _address(firefox: subprocess.Popen[bytes]) -> str:
    assert firefox.stderr is not None
    for line in firefox.stderr:
        if found := _LISTENING.search(line):
            return found[1].decode()
        sys.stderr.buffer.write(line)
    sys.exit("Firefox ended before it listened.")


def _pass_words_on(firefox: subprocess.Popen[bytes]) -> None:
    assert firefox.stderr is not None
    for line in firefox.stderr:
        sys.stderr.buffer.write(line)


async def _serve(address: str) -> None:
    async def carry(request: WebSocketRequest) -> None:
        playwright = await request.accept()
        async with (
            open_websocket_url(address, max_message_size=_LARGEST) as firefox,
            trio.open_nursery() as nursery,
        ):
            nursery.start_soon(_carry_answers, firefox, playwright, nursery)
            await _carry_commands(playwright, firefox, nursery)

    async with trio.open_nursery() as nursery:

        async def listen(task_status: Any) -> None:
            await serve_websocket(
                carry, "127.0.0.1", 0, None, task_status=task_status, max_message_size=_LARGEST
            )

        server = await nursery.start(listen)
        words = f"WebDriver BiDi listening on ws://127.0.0.1:{server.port}\n"
        sys.stderr.write(words)
        sys.stderr.flush()


async def _carry_answers(
    firefox: WebSocketConnection, playwright: WebSocketConnection, nursery: trio.Nursery
) -> None:
    try:
        while True:
            await playwright.send_message(await firefox.get_message())
    except ConnectionClosed:
        nursery.cancel_scope.cancel()


async def _carry_commands(
    playwright: WebSocketConnection, firefox: WebSocketConnection, nursery: trio.Nursery
) -> None:
    try:
        while True:
            message = await playwright.get_message()
            command = json.loads(message)
            if command.get("method") in _UNKNOWN:
                done = {"type": "success", "id": command["id"], "result": {}}
                await playwright.send_message(json.dumps(done))
            else:
                await firefox.send_message(message)
    except ConnectionClosed:
        nursery.cancel_scope.cancel()


if __name__ == "__main__":
    main()
