"""The network transport over real sockets: guarded addresses, bounded bodies, TLS, odd servers."""

import asyncio
import gzip
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from globeterm.web import guard
from globeterm.web.client import CachingClient
from globeterm.web.exchange import Timing
from globeterm.web.reach import is_public
from globeterm.web.resource import FetchError, Kind
from globeterm.web.transport import network_transport, tls_context

from .servers import RawServer, client_for, message

CERTIFICATES = Path(__file__).parent.parent / "data" / "tls"

Names = dict[str, Sequence[str]]


def names(known: Names) -> guard.Resolve:
    """A name service of our own; IP addresses stand for themselves."""

    async def resolve(host: str, port: int) -> Sequence[str]:
        if host in known:
            return known[host]
        if host.replace(".", "").isdigit():
            return [host]
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    return resolve


def second_loopback_is_public(address: str) -> bool:
    """127.0.0.2 plays the public internet, 127.0.0.1 is this computer."""
    return address == "127.0.0.2"


@asynccontextmanager
async def networked(
    folder: Path, known: Names | None = None, *, timing: Timing | None = None
) -> AsyncIterator[CachingClient]:
    transport = network_transport(resolve=names(known or {}), public=second_loopback_is_public)
    async with client_for(transport, folder, timing=timing) as client:
        yield client


def to(location: str) -> bytes:
    return message(b"", b"Location: " + location.encode(), status=b"302 Found")


# --- the ordinary way -------------------------------------------------------------------------------------------------


async def test_pol_29_the_very_bytes_of_a_request(tmp_path: Path) -> None:
    async with RawServer(message(b"<rss/>", b"Content-Type: text/xml")) as server, networked(tmp_path) as client:
        found = await client.get(f"{server.home}/feed/?a=%C3%A9#x", Kind.FEED, typed=True)
    head = server.heads[0].decode()
    lines = head.split("\r\n")
    assert lines[0] == "GET /feed/?a=%C3%A9 HTTP/1.1"
    assert [line.partition(":")[0] for line in lines[1:-2]] == ["Host", "User-Agent", "Accept", "Accept-Encoding"]
    assert lines[1] == f"Host: 127.0.0.1:{server.port}"
    assert (found.body, found.media_type) == (b"<rss/>", "text/xml")


async def test_chunks_and_compression(tmp_path: Path) -> None:
    packed = gzip.compress(b"a story " * 1000)
    chunks = b"".join(b"%x;ext=1\r\n%s\r\n" % (len(part), part) for part in (packed[:9], packed[9:])) + b"0\r\n\r\n"
    raw = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\ncontent-encoding: GZIP\r\n\r\n" + chunks
    async with RawServer(raw) as server, networked(tmp_path) as client:
        found = await client.get(server.home, typed=True)
    assert found.body == b"a story " * 1000


async def test_interim_answers_are_passed_over(tmp_path: Path) -> None:
    raw = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + message(b"late")
    async with RawServer(raw) as server, networked(tmp_path) as client:
        assert (await client.get(server.home, typed=True)).body == b"late"


async def test_sec_15_odd_bytes_in_validators_go_back_over_the_wire(tmp_path: Path) -> None:
    raw = message(b"x", b'ETag: W/"caf\xe9-gzip"', b"Last-Modified: Gestern, 12 Uhr \xe9")
    async with RawServer(raw) as server, networked(tmp_path) as client:
        for _ in range(2):
            await client.get(server.home, Kind.FEED, typed=True)
    assert b'\r\nIf-None-Match: "caf\xe9"\r\nIf-Modified-Since: Gestern, 12 Uhr \xe9\r\n' in server.heads[1]


async def test_no_proxy_is_taken_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with RawServer(message(b"direct")) as server, networked(tmp_path) as client:
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
        monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
        assert (await client.get(server.home, typed=True)).body == b"direct"


# --- SEC-13 -----------------------------------------------------------------------------------------------------------


@asynccontextmanager
async def two_sites(public_says: Callable[[int], bytes]) -> AsyncIterator[tuple[RawServer, RawServer]]:
    """A site that plays a public one, and a private one on this computer."""
    async with RawServer(message(b"secret")) as private, RawServer(public_says(private.port), "127.0.0.2") as public:
        yield public, private


@pytest.mark.parametrize("target", ["127.0.0.1", "inside.example"])
@pytest.mark.parametrize("typed", [True, False])
async def test_sec_13_a_public_site_may_not_redirect_to_a_private_host(
    tmp_path: Path, target: str, typed: bool
) -> None:
    known = {"news.example": ["127.0.0.2"], "inside.example": ["127.0.0.1"]}
    async with (
        two_sites(lambda port: to(f"http://{target}:{port}/")) as (public, private),
        networked(tmp_path, known) as client,
    ):
        with pytest.raises(FetchError, match="is a private address") as caught:
            await client.get(f"http://news.example:{public.port}/", typed=typed)
    assert (caught.value.kind, len(public.heads), private.heads) == ("refused", 1, [])


@pytest.mark.parametrize("sponsor", [None, "http://news.example/feed/", "http://nobody.example/", "http://[", "mixed"])
async def test_sec_13_a_public_sponsor_may_not_lead_to_a_private_host(tmp_path: Path, sponsor: str | None) -> None:
    known = {"news.example": ["127.0.0.2"], "mixed": ["127.0.0.1", "127.0.0.2"]}
    async with RawServer(message()) as private, networked(tmp_path, known) as client:
        with pytest.raises(FetchError, match="is a private address"):
            await client.get(
                private.home, Kind.PICTURE, sponsor=f"http://{sponsor}/" if sponsor == "mixed" else sponsor
            )
    assert private.heads == []


async def test_sec_13_a_private_site_works_fully(tmp_path: Path) -> None:
    """A test server given by --site: feeds, pages, pictures, redirects."""
    known = {"lan.example": ["127.0.0.1"]}
    async with (
        RawServer(message(b"page")) as other,
        RawServer(to(f"http://lan.example:{other.port}/")) as server,
        networked(tmp_path, known) as client,
    ):
        assert (await client.get(server.home, Kind.FEED, typed=True)).body == b"page"
        for sponsor in (server.home, "http://lan.example:1/"):
            assert (await client.get(f"{server.home}/a", Kind.PAGE, sponsor=sponsor)).body == b"page"


async def test_sec_13_a_private_start_may_go_out_and_back(tmp_path: Path) -> None:
    async with (
        RawServer(message(b"end")) as end,
        RawServer(to(end.home), "127.0.0.2") as middle,
        RawServer(to(middle.home)) as start,
        networked(tmp_path) as client,
    ):
        assert (await client.get(start.home, typed=True)).body == b"end"


async def test_sec_13_a_name_that_changes_after_the_check_gains_nothing(tmp_path: Path) -> None:
    """The connection goes to the address that was checked; the name is asked for once a connection."""
    answers = iter([["127.0.0.2"], ["127.0.0.1"]])

    async def resolve(host: str, port: int) -> Sequence[str]:
        return next(answers)

    transport = network_transport(resolve=resolve, public=second_loopback_is_public)
    async with RawServer(message(b"public"), "127.0.0.2") as public, client_for(transport, tmp_path) as client:
        assert (await client.get(f"http://news.example:{public.port}/")).body == b"public"
        with pytest.raises(FetchError, match="is a private address"):
            await client.get(f"http://news.example:{public.port}/other")


@pytest.mark.parametrize("first", ["sponsor", "typed"])
async def test_sec_13_a_sponsor_that_was_public_once_stays_so(tmp_path: Path, first: str) -> None:
    """A name that later leads to this computer opens no door to it."""
    known = {"news.example": ["127.0.0.2"]}
    async with (
        RawServer(message(), "127.0.0.2") as public,
        RawServer(message()) as private,
        networked(tmp_path, known) as client,
    ):
        home = f"http://news.example:{public.port}/"
        await (client.get(home, typed=True) if first == "typed" else client.get(public.home, sponsor=home))
        known["news.example"] = ["127.0.0.1"]
        with pytest.raises(FetchError, match="is a private address"):
            await client.get(private.home, sponsor=home)
    assert private.heads == []


async def test_sec_13_only_the_public_addresses_of_a_host_are_used(tmp_path: Path) -> None:
    known = {"both.example": ["127.0.0.1", "127.0.0.2"]}
    async with RawServer(message(b"ok"), "127.0.0.2") as public, networked(tmp_path, known) as client:
        assert (await client.get(f"http://both.example:{public.port}/")).body == b"ok"


@pytest.mark.parametrize(
    "url", ["http://2130706433:{}/", "http://0x7f.1:{}/", "http://[::ffff:127.0.0.1]:{}/", "http://localhost:{}/"]
)
async def test_sec_13_other_spellings_of_this_computer_are_refused(tmp_path: Path, url: str) -> None:
    """With the system's own name service and the real rule."""
    async with RawServer(message()) as server, client_for(network_transport(), tmp_path) as client:
        with pytest.raises(FetchError, match="is a private address"):
            await client.get(url.format(server.port))
    assert server.heads == []


# --- SEC-11, FLT-26 ---------------------------------------------------------------------------------------------------

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.01)


async def drip_headers(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X: y\r\n")
        await writer.drain()
        await asyncio.sleep(0.01)


async def silence(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read()


async def flood(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        writer.write(bytes(65536))
        await writer.drain()


@pytest.mark.parametrize("talk", [drip, drip_headers, silence])
async def test_sec_11_slow_bodies_slow_headers_and_silence_end_in_time(tmp_path: Path, talk: Talk) -> None:
    async with RawServer(talk) as server, networked(tmp_path, timing=Timing(total=0.2)) as client:
        with pytest.raises(FetchError, match=r"did not finish its answer within 0\.2 seconds") as caught:
            await client.get(server.home, typed=True)
    assert caught.value.kind == "timeout"


async def test_sec_11_the_time_is_for_all_redirects_together(tmp_path: Path) -> None:
    async with (
        RawServer(silence) as end,
        RawServer(to(end.home)) as start,
        networked(tmp_path, timing=Timing(total=1.0)) as client,
    ):
        with pytest.raises(FetchError) as caught:
            await client.get(start.home, typed=True)
    assert (caught.value.kind, len(caught.value.requests)) == ("timeout", 2)


async def test_sec_11_a_read_has_its_own_limit(tmp_path: Path) -> None:
    async with RawServer(silence) as server, networked(tmp_path, timing=Timing(read=0.1)) as client:
        with pytest.raises(FetchError, match="did not answer in time") as caught:
            await client.get(server.home, typed=True)
    assert caught.value.kind == "timeout"


async def test_sec_11_an_endless_body_is_cut(tmp_path: Path) -> None:
    async with RawServer(flood) as server, networked(tmp_path) as client:
        with pytest.raises(FetchError, match="is larger than 5 MB") as caught:
            await client.get(server.home, Kind.PAGE, typed=True)
    assert caught.value.kind == "too large"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\nab",
        b"HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000,
        b"HTTP/1.1 abc OK\r\n\r\n",
    ],
)
async def test_flt_26_what_is_no_whole_answer_is_a_failure(tmp_path: Path, raw: bytes) -> None:
    async with RawServer(raw) as server, networked(tmp_path) as client:
        with pytest.raises(FetchError, match="broke off its answer, or does not speak HTTP") as caught:
            await client.get(server.home, typed=True)
    assert caught.value.kind == "network"


async def test_a_longer_body_than_announced_is_cut_as_http_says(tmp_path: Path) -> None:
    async with RawServer(message(b"right") + b"too much") as server, networked(tmp_path) as client:
        assert (await client.get(server.home, typed=True)).body == b"right"


async def test_sec_01_a_reason_is_cleaned(tmp_path: Path) -> None:
    raw = message(b"x", status="404 Nø\u202e\x9b  Thing".encode())
    async with RawServer(raw) as server, networked(tmp_path) as client:
        assert (await client.get(server.home, typed=True)).reason == "N Thing"


# --- reaching a host --------------------------------------------------------------------------------------------------


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_flt_24_a_refused_connection_has_its_own_sentence(tmp_path: Path) -> None:
    async with networked(tmp_path) as client:
        with pytest.raises(FetchError, match=r"^127\.0\.0\.1 refuses the connection") as caught:
            await client.get(f"http://127.0.0.1:{closed_port()}/", typed=True)
    assert caught.value.kind == "unreached"


async def test_pol_22_an_unknown_name_has_its_own_sentence(tmp_path: Path) -> None:
    async with networked(tmp_path) as client:
        with pytest.raises(FetchError, match=r"^The name nobody\.example is unknown here") as caught:
            await client.get("http://nobody.example/")
    assert caught.value.kind == "unreached"


async def test_the_next_address_of_a_host_is_tried(tmp_path: Path) -> None:
    async with (
        RawServer(message(b"second")) as server,
        networked(tmp_path, {"h": ["127.0.0.3", "127.0.0.1"]}) as client,
    ):
        assert (await client.get(f"http://h:{server.port}/", typed=True)).body == b"second"


async def test_a_name_service_that_hangs_ends_in_time(tmp_path: Path) -> None:
    """SEC-11."""

    async def resolve(host: str, port: int) -> Sequence[str]:
        await asyncio.Event().wait()
        raise AssertionError

    async with client_for(network_transport(resolve=resolve), tmp_path, timing=Timing(connect=0.05)) as client:
        with pytest.raises(FetchError, match="did not answer in time") as caught:
            await client.get("http://h/")
    assert caught.value.kind == "unreached"


async def test_the_system_resolves_names() -> None:
    assert "127.0.0.1" in await guard.resolve("127.0.0.1", 80)
    for bad in ("no such name", "a" * 64 + ".example", "\ud800"):
        with pytest.raises(OSError, match=r".+"):
            await guard.resolve(bad, 80)


async def test_an_answer_of_the_name_service_that_nobody_waits_for(monkeypatch: pytest.MonkeyPatch) -> None:
    loop, asked, go_on = asyncio.get_running_loop(), asyncio.Event(), threading.Event()
    threads: list[threading.Thread] = []

    def slow(*_: object, **__: object) -> list[object]:
        threads.append(threading.current_thread())
        loop.call_soon_threadsafe(asked.set)
        go_on.wait()
        return []

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    task = asyncio.create_task(guard.resolve("h", 80))
    await asked.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    go_on.set()
    await asyncio.to_thread(threads[0].join)
    await asyncio.sleep(0)
    assert task.cancelled()
    assert threads[0].daemon


async def test_the_pool_may_wait() -> None:
    await guard.GuardedBackend(guard.resolve, public_only=True).sleep(0)


async def test_without_a_limit_of_time(tmp_path: Path) -> None:
    backend = guard.GuardedBackend(names({}), public_only=False)
    async with RawServer(message()) as server:
        stream = await backend.connect_tcp("127.0.0.1", server.port)
        await stream.aclose()


async def test_a_plain_httpx_request_reaches_public_hosts_only() -> None:
    transport = network_transport(resolve=names({}))
    async with RawServer(message()) as server:
        with pytest.raises(guard.RefusedHostError):
            await transport.handle_async_request(httpx.Request("GET", server.home))
    await transport.aclose()
    assert not is_public("127.0.0.1")


# --- SEC-16 -----------------------------------------------------------------------------------------------------------


def own_authority() -> ssl.SSLContext:
    context = tls_context()
    context.load_verify_locations(CERTIFICATES / "authority.pem")
    return context


@asynccontextmanager
async def secure_server(certificate: str, newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3) -> AsyncIterator[str]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / certificate)
    if newest < ssl.TLSVersion.TLSv1_2:
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = newest
    context.maximum_version = newest

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(message(b"safe"))
        await writer.drain()
        writer.close()

    asyncio.get_running_loop().set_exception_handler(lambda *_: None)
    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
    async with server:
        yield f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"


async def test_sec_16_a_verified_connection(tmp_path: Path) -> None:
    transport = network_transport(tls=own_authority)
    async with secure_server("valid.pem") as url, client_for(transport, tmp_path) as client:
        assert (await client.get(url, typed=True)).body == b"safe"


@pytest.mark.parametrize(
    ("certificate", "sentence"),
    [
        ("self-signed.pem", "its certificate is self-signed, so nobody vouches for it"),
        ("expired.pem", "its certificate has expired, or this computer's clock is wrong"),
        ("not-yet-valid.pem", "its certificate is not valid yet, or this computer's clock is wrong"),
        ("other-host.pem", "its certificate belongs to another host"),
    ],
)
async def test_sec_16_each_bad_certificate_has_its_sentence(tmp_path: Path, certificate: str, sentence: str) -> None:
    transport = network_transport(tls=own_authority)
    async with secure_server(certificate) as url, client_for(transport, tmp_path) as client:
        with pytest.raises(FetchError) as caught:
            await client.get(url, typed=True)
    assert str(caught.value) == f"No secure connection to 127.0.0.1: {sentence}."
    assert caught.value.kind == "unreached"


async def test_sec_16_an_unknown_authority(tmp_path: Path) -> None:
    async with secure_server("valid.pem") as url, client_for(network_transport(), tmp_path) as client:
        with pytest.raises(FetchError, match="from an unknown authority"):
            await client.get(url, typed=True)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
async def test_sec_16_an_old_protocol_is_refused(tmp_path: Path) -> None:
    assert tls_context().minimum_version is ssl.TLSVersion.TLSv1_2
    transport = network_transport(tls=own_authority)
    async with secure_server("valid.pem", ssl.TLSVersion.TLSv1_1) as url, client_for(transport, tmp_path) as client:
        with pytest.raises(FetchError, match=r"No secure connection to 127\.0\.0\.1"):
            await client.get(url, typed=True)


async def test_sec_16_no_tls_at_all(tmp_path: Path) -> None:
    async def plain(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    async with server, networked(tmp_path) as client:
        with pytest.raises(FetchError, match=r"does not speak TLS 1\.2 or newer") as caught:
            await client.get(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/", typed=True)
    assert caught.value.kind == "unreached"


# --- what an import costs ---------------------------------------------------------------------------------------------


def test_values_and_cache_do_not_import_the_network() -> None:
    modules = "globeterm.web.resource, globeterm.web.cache, globeterm.web.freshness"
    code = f"import sys, {modules}; print('httpx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
