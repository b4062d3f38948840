"""The only network door: one address in, its bytes out, or a refusal that says why.

Rules, each with its reason:

1. Only ``http`` and ``https`` on any port, no user names in addresses: nothing else is a page.
2. The host is resolved once, every address it has must be public, and the connection goes to the address that was
   checked (with the host's name for TLS and ``Host``): a name cannot change its mind between check and connection.
3. Redirects are followed here, a few at most, each checked as a new address: a public page may point inside.
4. The whole exchange has one deadline, and the body, unpacked, one limit: a slow or endless answer cannot hold us.
5. Proxies and credentials of the environment are not used: they would bypass rule 2 or leak.
6. We say who we are in ``User-Agent``.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urljoin

import httpx

from whyhere.errors import FetchError

USER_AGENT = "Whyhere/0.1 (reads single news pages and feeds on a person's request)"
CONTENT_TYPES = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "application/json",
        "application/feed+json",
        "application/x-ndjson",
        "application/jsonl",
        "application/xml",
        "text/xml",
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
    }
)
"""What is read; PDFs, pictures and programs are refused."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost: seconds for the whole exchange, bytes of the unpacked body, redirects."""

    seconds: float = 30.0
    max_bytes: int = 10 * 2**20
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back: the final address, the content type without parameters, its charset as declared, the body."""

    url: str
    content_type: str
    charset: str | None
    data: bytes


def fetch(url: str, *, limits: Limits | None = None, allow_private: bool = False) -> Fetched:
    """The bytes behind ``url``. ``allow_private`` lifts the check of rule 2: for one's own servers and tests.

    Not to be called from a running event loop (call it in a thread there).

    Raises:
        FetchError: refused, too large, too slow, an error status, or no connection; the address is named.
    """
    return asyncio.run(_within(url, limits or Limits(), allow_private=allow_private))


async def _within(url: str, limits: Limits, *, allow_private: bool) -> Fetched:
    try:
        async with asyncio.timeout(limits.seconds):
            return await _follow(url, limits, allow_private=allow_private)
    except TimeoutError as error:
        raise FetchError(url, f"did not answer whole within {limits.seconds:g} seconds", "try again later") from error


async def _follow(url: str, limits: Limits, *, allow_private: bool) -> Fetched:
    """Ask, and follow redirects by hand so that every hop is checked."""
    asked = url
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"}
    async with httpx.AsyncClient(
        trust_env=False, follow_redirects=False, headers=headers, timeout=limits.seconds
    ) as client:
        for _ in range(limits.redirects + 1):
            answer = await _ask(client, url, limits, allow_private=allow_private)
            if isinstance(answer, Fetched):
                return answer
            url = answer
    raise FetchError(asked, f"redirects more than {limits.redirects} times", "give the final address")


async def _ask(client: httpx.AsyncClient, url: str, limits: Limits, *, allow_private: bool) -> Fetched | str:
    """One request to a checked address: the body, or the address that a redirect names."""
    parsed = check_address(url)
    address = await _resolve(parsed, url, allow_private=allow_private)
    request = client.build_request(
        "GET",
        parsed.copy_with(host=address),
        headers={"Host": parsed.netloc.decode("ascii")},
        extensions={"sni_hostname": parsed.raw_host.decode("ascii")},
    )
    try:
        response = await client.send(request, stream=True)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        raise FetchError(url, f"cannot be reached: {error or type(error).__name__}", "check the address") from error
    try:
        if response.is_redirect:
            return urljoin(url, response.headers["location"])
        return await _body(response, url, limits)
    finally:
        await response.aclose()


def check_address(url: str) -> httpx.URL:
    """The address, parsed, if it is one that may be asked at all.

    Raises:
        FetchError: not http(s), without a host, or with a user name.
    """
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError(str(url)[:200], f"is no address: {error}", "give a full http(s) address") from error
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise FetchError(url, "is not an http(s) address", "give a full http(s) address, or a path to a file")
    if parsed.userinfo:
        raise FetchError(url, "holds a user name or password", "remove it")
    return parsed


async def _resolve(parsed: httpx.URL, url: str, *, allow_private: bool) -> str:
    """The first address of the host, once all of its addresses are known to be public."""
    loop = asyncio.get_running_loop()
    port = parsed.port or (443 if parsed.scheme == "https" else 80)
    try:
        found = await loop.getaddrinfo(parsed.raw_host.decode("ascii").strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(
            url, f"the host {parsed.host!r} is not known", "check the address and the connection"
        ) from error
    addresses = [str(entry[4][0]).partition("%")[0] for entry in found]
    if not addresses:
        raise FetchError(url, f"the host {parsed.host!r} has no address", "check the address")
    inside = [address for address in addresses if not is_public(address)]
    if inside and not allow_private:
        raise FetchError(url, f"leads to {inside[0]}, which is not a public address", "save the page and give the file")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address is on the open internet: not private, loopback, link-local, multicast or reserved.

    IPv6 addresses that wrap an IPv4 one (mapped, 6to4, Teredo, NAT64) are judged by the one inside.
    """
    parsed = ipaddress.ip_address(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo or (None, None))[1]
        if parsed in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return parsed.is_global and not parsed.is_multicast and not parsed.is_reserved


async def _body(response: httpx.Response, url: str, limits: Limits) -> Fetched:
    if not response.is_success:
        raise FetchError(
            url, f"answers {response.status_code} {response.reason_phrase}", "open it in a browser to see why"
        )
    content_type, charset = _content_type(response)
    if content_type not in CONTENT_TYPES:
        raise FetchError(
            url, f"is {content_type or 'of no declared type'}, which is not read", "save it as text or HTML"
        )
    data = bytearray()
    try:
        async for chunk in response.aiter_bytes(2**16):
            data += chunk
            if len(data) > limits.max_bytes:
                raise FetchError(url, f"is larger than {limits.max_bytes / 2**20:g} MB", "save the story alone")
    except (httpx.HTTPError, OSError) as error:
        raise FetchError(url, f"breaks off: {error or type(error).__name__}", "try again") from error
    return Fetched(url, content_type, charset, bytes(data))


def _content_type(response: httpx.Response) -> tuple[str, str | None]:
    header = response.headers.get("content-type", "")
    return header.partition(";")[0].strip().lower(), response.charset_encoding
