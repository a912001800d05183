"""A server's name is checked by its certificate, though it is the checked address that is connected to."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from dragoman.watching import fetching
from dragoman.watching.faults import FetchError
from dragoman.watching.fetching import Validators, fetch
from tests.watching.conftest import QUICK, Server, give


@pytest.fixture
def certificate(tmp_path: Path, server: Server) -> Path:
    """The certificate of "localhost", with which the server speaks TLS."""
    if (openssl := shutil.which("openssl")) is None:
        pytest.skip("openssl, which makes the certificate of this test, is not installed")
    key, made = tmp_path / "key.pem", tmp_path / "made.pem"
    kind = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    name = "-subj /CN=localhost -addext subjectAltName=DNS:localhost"
    subprocess.run([openssl, *kind.split(), *name.split(), "-keyout", key, "-out", made], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.answers["/feed"] = give(b"here")
    return made


def _fetch(server: Server, host: str) -> bytes | None:
    url = f"https://{host}:{server.server_port}/feed"
    return fetch(url, Validators(), limits=QUICK, allow_private=True).content


def test_a_certificate_that_nobody_vouches_for_is_refused(server: Server, certificate: Path) -> None:
    assert certificate.exists()
    with pytest.raises(FetchError, match=r"(?i)certificate"):
        _fetch(server, "localhost")
    assert server.asked == []


def test_a_certificate_of_another_name_is_refused(server: Server, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trusting = ssl.create_default_context(cafile=certificate)
    monkeypatch.setattr(fetching, "_tls", lambda: trusting)
    assert _fetch(server, "localhost") == b"here"
    with pytest.raises(FetchError, match=r"(?i)certificate"):
        _fetch(server, "127.0.0.1")
