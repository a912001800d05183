"""Makes the pictures of the desk in docs/screenshots/, on the bundled crisis.

    python tools/screenshots.py

needs Playwright and Chromium (as the tests do): wide and light, narrow and dark.
"""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from dragoman.archive import Archive
from dragoman.assembling import Assembly
from dragoman.cli.demo import keep_prepared
from dragoman.web.app import build_app
from dragoman.web.serving import Server
from dragoman.web.settings import Settings

OUT = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
WIDE, NARROW = ({"width": 1280, "height": 860}, "light"), ({"width": 390, "height": 844}, "dark")


def main() -> None:
    """Take the pictures."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        where = f"{folder}/crisis.db"
        keep_prepared(where)
        with _served(where) as address, sync_playwright() as playwright:
            path = os.environ.get("DRAGOMAN_CHROMIUM") or shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            for name, page in _pages(where).items():
                for form, (size, theme) in {"wide": WIDE, "narrow": NARROW}.items():
                    shown = browser.new_page(viewport=size, color_scheme=theme)
                    shown.goto(address + page, wait_until="networkidle")
                    shown.screenshot(path=OUT / f"{name}-{form}.png")
                    shown.close()
            browser.close()


def _pages(where: str) -> dict[str, str]:
    with Archive(where, mode="read") as archive:
        storyline = next(Assembly(archive).storylines())
    return {
        "now": "/",
        "storyline": f"/storylines/{storyline.id}",
        "story": "/documents/nl-0807-1",
        "actor": "/actors/GEO:mikhail_saakashvili",
        "map": "/map",
        "statements": "/statements?text=ceasefire",
    }


@contextmanager
def _served(where: str) -> Iterator[str]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        server = Server(build_app(Settings(archive=where, port=port)))
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    main()
