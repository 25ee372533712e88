"""The lean HTTP client, against servers that answer in every way that servers do."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import certifi
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.channels.telegram import http_client
from bot.channels.telegram.http_client import FAULTS, HttpClient
from tests.support.clock import Clock
from tests.support.until import LIMIT

OK = b'HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{"ok":true}'
CHUNKED = (
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    b'6\r\n{"ok":\r\n5;x=1\r\ntrue}\r\n0\r\nTrailer: x\r\n\r\n'
)
UNTIL_CLOSED = b'HTTP/1.0 200 OK\r\n\r\n{"ok":true}'


class Server:
    """Answers each request with the next of `answers`, the last one for ever."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.connections = 0
        self.bodies: list[bytes] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
                self.bodies.append(await reader.readexactly(length))
                answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
                writer.write(answer)
                await writer.drain()
                if answer not in (OK, CHUNKED):
                    break
        except asyncio.IncompleteReadError:
            pass
        writer.close()


@asynccontextmanager
async def serving(server: Server, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=tls)
    try:
        yield listening.sockets[0].getsockname()[1]
    finally:
        listening.close()


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, today: Clock) -> ssl.SSLContext:
    """A certificate for localhost that the client trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.fromtimestamp(today(), UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    chain, secret = tmp_path / "cert.pem", tmp_path / "key.pem"
    chain.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    monkeypatch.setattr(certifi, "where", lambda: str(chain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, secret)
    return context


@pytest.mark.parametrize("answer", [OK, CHUNKED, UNTIL_CLOSED], ids=["length", "chunked", "close"])
async def test_every_way_to_end_a_body_is_read(answer: bytes) -> None:
    """With a length, in pieces, or by closing."""
    server = Server(answer)
    async with serving(server) as port:
        client = HttpClient(f"http://127.0.0.1:{port}")
        for _ in range(3):
            assert await client.post("/x", b"{}", LIMIT) == (200, b'{"ok":true}')
        client.close()
    assert server.connections == (3 if answer is UNTIL_CLOSED else 1)
    assert server.bodies == [b"{}"] * 3


async def test_tls_is_checked_and_kept_alive(certificate: ssl.SSLContext) -> None:
    """The name must be that of the certificate; one handshake serves many calls."""
    server = Server(OK)
    async with serving(server, certificate) as port:
        client = HttpClient(f"https://localhost:{port}")
        for _ in range(3):
            assert (await client.post("/x", b"{}", LIMIT))[0] == 200
        assert server.connections == 1
        with pytest.raises(ssl.SSLCertVerificationError):
            await HttpClient(f"https://127.0.0.1:{port}").post("/x", b"{}", LIMIT)
        client.close()


@pytest.mark.parametrize(
    "answer",
    [b"", b"HTTP/1.1 200 OK\r\nContent-Le", OK[:-4], b"nonsense\r\n\r\n"],
    ids=["nothing", "half a head", "half a body", "no HTTP"],
)
async def test_what_is_cut_off_is_a_fault(answer: bytes) -> None:
    """And the next call gets a connection of its own."""
    server = Server(answer, OK)
    async with serving(server) as port:
        client = HttpClient(f"http://127.0.0.1:{port}")
        with pytest.raises(FAULTS):
            await client.post("/x", b"{}", LIMIT)
        assert (await client.post("/x", b"{}", LIMIT))[0] == 200
        client.close()
    assert server.connections == 2


async def test_a_connection_that_the_server_closed_is_not_used_again() -> None:
    """While it was idle: nobody's message is lost or sent twice by that."""
    server = Server(OK)
    async with serving(server) as port:
        client = HttpClient(f"http://127.0.0.1:{port}")
        await client.post("/x", b"{}", LIMIT)
        server.answers = [b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"]
        await client.post("/x", b"{}", LIMIT)
        server.answers = [OK]
        await client.post("/x", b"{}", LIMIT)
        client.close()
    assert (server.connections, len(server.bodies)) == (2, 3)


async def test_a_slow_server_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The call ends in time, and its connection is not used again."""

    async def silent(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(LIMIT)
        writer.close()

    listening = await asyncio.start_server(silent, "127.0.0.1", 0)
    client = HttpClient(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}")
    with pytest.raises(TimeoutError):
        await client.post("/x", b"{}", 0.1)
    assert client._idle == []
    listening.close()


async def test_many_at_once_share_what_connections_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No more than the server is asked to bear."""
    monkeypatch.setattr(http_client, "MAX_CONNECTIONS", 5)
    server = Server(OK)
    async with serving(server) as port:
        client = HttpClient(f"http://127.0.0.1:{port}")
        answers = await asyncio.gather(*(client.post("/x", b"{}", LIMIT) for _ in range(50)))
        client.close()
    assert {status for status, _ in answers} == {200}
    assert server.connections <= 5
