"""How feeds do is kept in SQLite and in PostgreSQL alike."""

from __future__ import annotations

from pathlib import Path

from dragoman.archive import Archive
from dragoman.watching import Settings, Watch, read_feeds
from tests.archive.conftest import place, where  # noqa: F401 - fixtures
from tests.archive.made import PlainCoder, story
from tests.watching.conftest import QUICK, Server, give, page, rss


def test_feeds_files_and_pages_are_remembered(where: str, server: Server, tmp_path: Path) -> None:  # noqa: F811
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "d9.txt").write_text(story(9).text)
    server.answers |= {"/feed": give(rss(1, link=server.url("/p")), ETag='"one"'), "/p1": give(page(1)), "/bad": give(b"", 500)}
    addresses = [server.url("/feed"), server.url("/bad"), str(folder)]
    settings = Settings(follow=True, allow_private=True, limits=QUICK)
    for _ in range(2):
        with Archive(where) as archive:
            Watch(archive, addresses, PlainCoder, settings).run_once()
    with Archive(where, mode="read") as archive:
        bad, *well = read_feeds(archive)
        assert archive.stats().documents == 2
    assert (bad.address, bad.failures, bad.stories) == (server.url("/bad"), 1, 0)
    assert [(feed.address, feed.etag, feed.stories, feed.brought is not None) for feed in well] == [
        (str(folder), None, 1, True),
        (server.url("/feed"), '"one"', 1, True),
    ]
    assert server.paths() == ["/feed", "/p1", "/bad", "/feed"]
