"""Fetching, from a small web of our own over real HTTP."""

import asyncio
import gzip
import socket
import zlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web as http

from bot.errors import Unreachable
from bot.sources import connect
from bot.sources.headers import max_age
from bot.sources.http import Fetcher, Validators, web_url


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    async with Fetcher(private=True, now=lambda: datetime(2026, 3, 1, tzinfo=UTC)) as opened:
        yield opened


async def refusal(fetcher: Fetcher, url: str) -> Unreachable:
    with pytest.raises(Unreachable) as raised:
        await fetcher.fetch(url)
    return raised.value


def redirect(status: int, to: str) -> Any:
    async def answer(request: http.Request) -> http.Response:
        return http.Response(status=status, headers={"Location": to})

    return answer


def raw(data: bytes, *, abort: bool = False) -> Any:
    """Answer with these very bytes, and end the connection."""

    async def answer(request: http.Request) -> http.StreamResponse:
        transport = request.transport
        assert transport is not None
        transport.write(data)  # type: ignore[attr-defined]
        transport.abort() if abort else transport.close()  # type: ignore[attr-defined]
        await asyncio.Event().wait()
        raise AssertionError

    return answer


def packed(data: bytes, coding: str) -> Any:
    async def answer(request: http.Request) -> http.Response:
        return http.Response(body=data, headers={"Content-Encoding": coding, "Content-Type": "text/html"})

    return answer


async def test_a_page_comes_with_its_type_its_charset_and_what_recognizes_it(
    web: Any, fetcher: Fetcher
) -> None:
    async def answer(request: http.Request) -> http.Response:
        headers = {"ETag": '"1"', "Last-Modified": "then", "Cache-Control": "public, max-age=600"}
        return http.Response(body=b"hello", content_type="text/html", charset="KOI8-R", headers=headers)

    web.pages["/"] = answer
    got = await fetcher.fetch(f"{web.url}/#part")
    assert (got.url, got.data, got.media_type, got.charset) == (
        f"{web.url}/",
        b"hello",
        "text/html",
        "koi8-r",
    )
    assert (got.validators, got.max_age) == (Validators('"1"', "then"), 600.0)


async def test_who_asks_is_said_honestly_and_nothing_else_is_told(web: Any, fetcher: Fetcher) -> None:
    web.pages["/"] = "hello"
    await fetcher.fetch(f"{web.url}/")
    headers = web.asked[0].headers
    assert headers["User-Agent"].startswith("gistwire (")
    assert "Cookie" not in headers


async def test_what_has_not_changed_is_not_sent_again(web: Any, fetcher: Fetcher) -> None:
    async def answer(request: http.Request) -> http.Response:
        same = request.headers.get("If-None-Match") == '"1"'
        same &= request.headers.get("If-Modified-Since") == "then"
        return http.Response(status=304) if same else http.Response(body=b"all")

    web.pages["/"] = answer
    got = await fetcher.fetch(f"{web.url}/", Validators('"1"', "then"))
    assert got.unchanged
    assert not got.data


async def test_redirects_are_followed_and_permanent_ones_told(web: Any, fetcher: Fetcher) -> None:
    web.pages |= {
        "/a": redirect(301, "/b"),
        "/b": redirect(308, "c"),
        "/c": redirect(302, "/d"),
        "/d": "here",
    }
    got = await fetcher.fetch(f"{web.url}/a")
    assert (got.url, got.moved_to) == (f"{web.url}/d", f"{web.url}/c")


async def test_what_comes_after_a_temporary_redirect_is_not_remembered(web: Any, fetcher: Fetcher) -> None:
    web.pages |= {"/a": redirect(302, "/b"), "/b": redirect(301, "/c"), "/c": "here"}
    assert not (await fetcher.fetch(f"{web.url}/a")).moved_to


async def test_redirects_in_a_circle_and_without_end_are_left(web: Any, fetcher: Fetcher) -> None:
    web.pages |= {"/a": redirect(302, "/b"), "/b": redirect(302, "/a")}
    assert "circle" in str(await refusal(fetcher, f"{web.url}/a"))
    web.pages |= {f"/{at}": redirect(302, f"/{at + 1}") for at in range(30)}
    assert "too many redirects" in str(await refusal(fetcher, f"{web.url}/0"))


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://example.org/", "gopher://x/", "javascript:1", "data:,x"]
)
async def test_a_redirect_out_of_the_web_is_refused(web: Any, fetcher: Fetcher, to: str) -> None:
    web.pages["/"] = redirect(302, to)
    assert await refusal(fetcher, f"{web.url}/")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hello",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "http://",
        "http://[::1",
        "http:///x",
        "//x/y",
    ],
)
def test_what_is_no_address_of_the_web_is_refused(url: str) -> None:
    with pytest.raises(Unreachable):
        web_url(url)


@pytest.mark.parametrize(
    "host",
    "127.0.0.1 localhost localhost. 2130706433 0x7f000001 0x7f.1 0177.0.0.1 127.1 0 [::1] [::ffff:127.0.0.1] "
    "[::ffff:7f00:1] [64:ff9b::7f00:1] [2002:7f00:1::1] 169.254.169.254 metadata.google.internal 2852039166 "
    "１２７.０.０.１ ①②⑦.⓪.⓪.① 127。0。0。1 [fe80::1]".split(),
)
async def test_private_addresses_are_refused_in_any_notation(web: Any, host: str) -> None:
    web.pages["/"] = "secret"
    port = web.url.rpartition(":")[2]
    async with Fetcher() as fetcher:
        assert await refusal(fetcher, f"http://{host}:{port}/")
    assert not web.asked


@pytest.mark.parametrize(
    "host",
    "169.254.169.254 2852039166 0xa9fea9fe 169.254.43518 "
    "100.100.100.200 192.0.0.192 168.63.129.16 [fe80::1] [fd00:ec2::254] [::ffff:169.254.169.254] "
    "[::ffff:a9fe:a9fe] [64:ff9b::a9fe:a9fe] [2002:a9fe:a9fe::1]".split(),
)
async def test_metadata_and_link_local_are_refused_though_private_addresses_are_allowed(
    fetcher: Fetcher, host: str
) -> None:
    assert str(await refusal(fetcher, f"http://{host}/latest/meta-data/")) == connect.NEVER


async def test_a_redirect_or_a_name_that_leads_to_metadata_is_refused_too(
    web: Any, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.pages["/"] = redirect(302, "http://169.254.169.254/latest/meta-data/")
    assert str(await refusal(fetcher, f"{web.url}/")) == connect.NEVER
    answers = [(2, 1, 6, "", (address, 80)) for address in ("127.0.0.1", "169.254.169.254")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    assert str(await refusal(fetcher, "http://intranet.example/")) == connect.NEVER


async def test_a_redirect_to_a_private_address_is_refused(web: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    public = "203.0.113.9"  # stands for a public address: nothing public can be reached from a test
    monkeypatch.setattr(connect, "is_public", lambda address: address == "127.0.0.1")
    web.pages |= {"/": redirect(302, f"http://{public}/secret")}
    async with Fetcher() as fetcher:
        assert str(await refusal(fetcher, f"{web.url}/")) == connect.PRIVATE


async def test_a_name_that_changes_its_answer_is_asked_once_and_gets_nowhere(
    web: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(web.url.rpartition(":")[2])
    answers = [["8.8.8.8", "127.0.0.1"], ["127.0.0.1"]]
    asked: list[str] = []

    def resolve(host: str, port: int, **how: Any) -> list[Any]:
        asked.append(host)
        return [(2, 1, 6, "", (address, port)) for address in answers[len(asked) - 1]]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    web.pages["/"] = "secret"
    async with Fetcher() as fetcher:
        for _ in answers:
            assert str(await refusal(fetcher, f"http://rebind.example:{port}/")) == connect.PRIVATE
    assert asked == ["rebind.example"] * 2
    assert not web.asked


async def test_the_address_that_was_judged_is_the_one_connected_to(
    web: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    port = int(web.url.rpartition(":")[2])

    def resolve(host: str, port: int, **how: Any) -> list[Any]:
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    web.pages["/"] = "here"
    dialer = connect.Dialer(private=True)
    real = dialer._inner.connect_tcp
    gone_to: list[str] = []

    async def dial(host: str, *rest: Any) -> Any:
        gone_to.append(host)
        monkeypatch.undo()  # the library looks a number up as well
        return await real(host, *rest)

    monkeypatch.setattr(dialer._inner, "connect_tcp", dial)
    stream = await dialer.connect_tcp("name.example", port)
    await stream.aclose()
    dialer.close()
    assert (asked, gone_to) == (["name.example"], ["127.0.0.1"])


async def test_proxies_of_the_environment_are_not_used(
    web: Any, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    web.pages["/"] = "hello"
    assert (await fetcher.fetch(f"{web.url}/")).data == b"hello"


@pytest.mark.parametrize(
    ("coding", "pack"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
        ("identity", bytes),
    ],
)
async def test_compressed_answers_are_unpacked(web: Any, fetcher: Fetcher, coding: str, pack: Any) -> None:
    web.pages["/"] = packed(pack(b"hello " * 10_000), coding)
    assert (await fetcher.fetch(f"{web.url}/")).data == b"hello " * 10_000


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
async def test_a_bomb_stays_small(web: Any, fetcher: Fetcher, coding: str) -> None:
    bomb = gzip.compress(bytes(200_000_000), 9) if coding == "gzip" else zlib.compress(bytes(200_000_000), 9)
    web.pages["/"] = packed(bomb, coding)
    assert "larger" in str(await refusal(fetcher, f"{web.url}/"))


async def test_a_body_without_end_is_left(web: Any, fetcher: Fetcher) -> None:
    async def answer(request: http.Request) -> http.StreamResponse:
        response = http.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(bytes(100_000))

    web.pages["/"] = answer
    assert "larger" in str(await refusal(fetcher, f"{web.url}/"))


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "gzip, gzip"])
async def test_a_damaged_or_unknown_compression_is_refused(web: Any, fetcher: Fetcher, coding: str) -> None:
    web.pages["/"] = packed(b"this is no compressed data at all", coding)
    assert "compressed" in str(await refusal(fetcher, f"{web.url}/"))


async def test_a_compressed_answer_that_breaks_off_is_not_taken_for_whole(web: Any, fetcher: Fetcher) -> None:
    web.pages["/"] = packed(gzip.compress(b"hello " * 10_000)[:-20], "gzip")
    assert "breaks off" in str(await refusal(fetcher, f"{web.url}/"))


async def test_a_body_shorter_than_it_was_said_to_be_is_not_taken_for_whole(
    web: Any, fetcher: Fetcher
) -> None:
    web.pages["/"] = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello")
    error = await refusal(fetcher, f"{web.url}/")
    assert "breaks off" in str(error)
    assert error.transient


@pytest.mark.parametrize(
    "data", [b"", b"HTTP/1.1 200 OK\r\n", b"\x00\xff\x00nonsense\r\n\r\n", b"SSH-2.0-x\r\n"]
)
async def test_resets_and_nonsense_are_one_clause_each(web: Any, fetcher: Fetcher, data: bytes) -> None:
    web.pages["/"] = raw(data, abort=True)
    assert (await refusal(fetcher, f"{web.url}/")).transient


async def test_a_server_that_sends_a_byte_now_and_then_is_left(web: Any) -> None:
    async def answer(request: http.Request) -> http.StreamResponse:
        response = http.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x")
            await asyncio.sleep(0.01)

    web.pages["/"] = answer
    async with Fetcher(private=True, whole=0.2) as fetcher:
        assert "too long" in str(await refusal(fetcher, f"{web.url}/"))


async def test_a_server_that_falls_silent_is_left(web: Any) -> None:
    async def answer(request: http.Request) -> http.StreamResponse:
        await asyncio.Event().wait()
        raise AssertionError

    web.pages["/"] = answer
    async with Fetcher(private=True, quiet=0.1) as fetcher:
        assert "stopped answering" in str(await refusal(fetcher, f"{web.url}/"))


async def test_nobody_there_is_said_so(fetcher: Fetcher) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        error = await refusal(fetcher, f"http://127.0.0.1:{taken.getsockname()[1]}/")
    assert (str(error), error.transient) == ("the address is not reachable", True)


async def test_what_the_server_refuses_is_told_with_its_number(web: Any, fetcher: Fetcher) -> None:
    async def busy(request: http.Request) -> http.Response:
        return http.Response(status=503, headers={"Retry-After": "120"})

    async def often(request: http.Request) -> http.Response:
        return http.Response(status=429, headers={"Retry-After": "Sun, 01 Mar 2026 01:00:00 GMT"})

    web.pages |= {"/busy": busy, "/often": often, "/gone": redirect(410, "")}
    assert (await refusal(fetcher, f"{web.url}/busy")).wait == 120
    assert (await refusal(fetcher, f"{web.url}/often")).wait == 3600
    assert (await refusal(fetcher, f"{web.url}/gone")).status == 410
    missing = await refusal(fetcher, f"{web.url}/missing")
    assert (missing.status, missing.transient) == (404, False)


async def test_a_host_gets_one_request_at_a_time(web: Any, fetcher: Fetcher) -> None:
    under_way, most = 0, 0

    async def answer(request: http.Request) -> http.Response:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.005)
        under_way -= 1
        return http.Response(body=b"x")

    web.pages["/"] = answer
    await asyncio.gather(*(fetcher.fetch(f"{web.url}/") for _ in range(10)))
    assert most == 1
    assert not fetcher._hosts


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "max-age=60, public"}, 60),
        ({"cache-control": "s-maxage=9"}, None),
        ({"cache-control": "no-cache, max-age=60"}, None),
        ({"cache-control": "max-age=60", "age": "20"}, 40),
        ({"cache-control": "max-age=many"}, None),
        ({"date": "Sun, 01 Mar 2026 00:00:00 GMT", "expires": "Sun, 01 Mar 2026 00:10:00 GMT"}, 600),
        ({"expires": "0"}, None),
        ({}, None),
    ],
)
def test_how_long_an_answer_stays_good_is_read(headers: dict[str, str], seconds: float | None) -> None:
    assert max_age(headers) == seconds
