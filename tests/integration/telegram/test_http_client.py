"""The lean HTTP client, against servers that answer in every way that servers do."""

from __future__ import annotations

import asyncio
import socket
import ssl
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import certifi
import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.channels.telegram import http_client
from bot.channels.telegram.api_call import Call
from bot.channels.telegram.errors import TelegramError
from bot.channels.telegram.http_client import FAULTS, HttpClient
from bot.channels.telegram.session import BotSession
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


class Proxy:
    """Lets through who asks for it, when it may."""

    def __init__(self, answer: bytes = b"HTTP/1.1 200 Connection established\r\n\r\n") -> None:
        self.answer = answer
        self.heads: list[bytes] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.heads.append(head)
        writer.write(self.answer)
        if b" 200 " not in self.answer:
            writer.close()
            return
        host, _, port = head.split()[1].decode().rpartition(":")
        there, back = await asyncio.open_connection(host, int(port))
        await asyncio.gather(_pass_on(reader, back), _pass_on(there, writer))


async def _pass_on(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while data := await source.read(4096):
        target.write(data)
    target.close()


@asynccontextmanager
async def proxying(proxy: Proxy) -> AsyncIterator[int]:
    listening = await asyncio.start_server(proxy.serve, "127.0.0.1", 0)
    try:
        yield listening.sockets[0].getsockname()[1]
    finally:
        listening.close()


async def test_a_proxy_is_used(
    certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `HTTPS_PROXY` says, with who we are; not for what `NO_PROXY` names, nor without HTTPS."""
    proxy, server = Proxy(), Server(OK)
    async with proxying(proxy) as between, serving(server, certificate) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://anna:p%40ss@127.0.0.1:{between}")
        client = HttpClient(f"https://localhost:{port}")
        for _ in range(2):
            assert (await client.post("/x", b"{}", LIMIT))[0] == 200
        client.close()
        (head,) = proxy.heads
        assert head.startswith(f"CONNECT localhost:{port} HTTP/1.1".encode())
        assert b"Proxy-Authorization: Basic " + b64encode(b"anna:p@ss") in head
        monkeypatch.setenv("NO_PROXY", "example.nl,localhost")
        client = HttpClient(f"https://localhost:{port}")
        assert (await client.post("/x", b"{}", LIMIT))[0] == 200
        client.close()
        assert len(proxy.heads) == 1 and HttpClient("http://other.nl").proxy is None


async def test_uploads_go_the_same_way(
    certificate: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Through the proxy, and with the certificates of the machine."""
    monkeypatch.undo()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    proxy, server = Proxy(), Server(OK)
    async with proxying(proxy) as between, serving(server, certificate) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{between}")
        session = BotSession(api=TelegramAPIServer.from_base(f"https://localhost:{port}"))
        file = ("document", "verslag.txt", b"hallo", "text/plain")
        await session.make(Bot("1:x", session), Call("sendDocument", {"chat_id": 7}, file), LIMIT)
        await session.close()
    assert len(proxy.heads) == len(server.bodies) == 1 and b"hallo" in server.bodies[0]


@pytest.mark.parametrize("answer", [b"HTTP/1.1 407 Who are you\r\n\r\n", b"", b"no HTTP"])
async def test_a_proxy_that_refuses_is_a_fault(
    certificate: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch, answer: bytes
) -> None:
    """Nothing is sent past it."""
    proxy, server = Proxy(answer), Server(OK)
    async with proxying(proxy) as between, serving(server, certificate) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"127.0.0.1:{between}")
        with pytest.raises(FAULTS):
            await HttpClient(f"https://localhost:{port}").post("/x", b"{}", LIMIT)
    assert server.connections == 0


def test_a_proxy_that_cannot_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """One line says so at the start."""
    monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:1080")
    with pytest.raises(TelegramError, match="HTTPS_PROXY"):
        HttpClient("https://api.telegram.org")


async def test_the_certificates_of_the_machine_count(
    certificate: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An authority that only this machine knows, as of a proxy that looks inside, is believed."""
    monkeypatch.undo()
    server = Server(OK)
    async with serving(server, certificate) as port:
        with pytest.raises(ssl.SSLCertVerificationError):
            await HttpClient(f"https://localhost:{port}").post("/x", b"{}", LIMIT)
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
        client = HttpClient(f"https://localhost:{port}")
        assert (await client.post("/x", b"{}", LIMIT))[0] == 200
        client.close()


async def test_when_an_address_hangs_the_next_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first takes no connections, and says nothing: the second is there within a second."""
    server, loop = Server(OK), asyncio.get_running_loop()
    async with serving(server) as port:
        silent = socket.socket()
        silent.bind(("127.0.0.2", port))
        silent.listen(0)
        waiting = [socket.socket() for _ in range(3)]
        for one in waiting:  # they fill its line, and nobody lets them in
            one.setblocking(False)
            one.connect_ex(("127.0.0.2", port))

        async def found(*_: object, **__: object) -> list[object]:
            kind = (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "")
            return [(*kind, (place, port)) for place in ("127.0.0.2", "127.0.0.1")]

        monkeypatch.setattr(loop, "getaddrinfo", found)
        client = HttpClient(f"http://api.example.nl:{port}")
        assert (await client.post("/x", b"{}", 2.0))[0] == 200
        client.close()
        for one in (silent, *waiting):
            one.close()
