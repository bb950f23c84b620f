"""What went wrong on the way, as one clear sentence (SEC-12, SEC-16): the only place that reads exceptions."""

import errno
import socket
import ssl
from collections.abc import Iterator
from typing import Final

import httpx

from globeterm.addresses import host
from globeterm.web.body import BodyError, TooLargeError
from globeterm.web.guard import RefusedHostError
from globeterm.web.resource import FailureKind, FetchError

#: OpenSSL's X509_V_ERR codes (x509_vfy.h) and what they mean to a reader.
_CERTIFICATES: Final = {
    9: "its certificate is not valid yet, or this computer's clock is wrong",
    10: "its certificate has expired, or this computer's clock is wrong",
    18: "its certificate is self-signed, so nobody vouches for it",
    19: "its certificate is self-signed, so nobody vouches for it",
    20: "its certificate is from an unknown authority",
    21: "its certificate is from an unknown authority",
    62: "its certificate belongs to another host",
    64: "its certificate belongs to another host",
}
_NO_WAY: Final = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN})


def failure(error: Exception, url: str, total_seconds: float) -> FetchError:
    """The error for people that stands for ``error``, whatever it is."""
    kind, sentence = _described(error, host(url) or "The site", total_seconds)
    return FetchError(sentence, url, kind)


def _described(error: Exception, name: str, total_seconds: float) -> tuple[FailureKind, str]:
    match error:
        case TooLargeError():
            return "too large", f"The answer of {name} {error}; it is not taken."
        case BodyError():
            return "network", f"The answer of {name} {error}; it is not taken. Try again later."
        case RefusedHostError():
            return "refused", f"{name} is a private address, and a public page may not lead there."
        case TimeoutError():
            return "timeout", f"{name} did not finish its answer within {total_seconds:g} seconds; try again later."
        case httpx.TimeoutException():
            kind: FailureKind = "unreached" if isinstance(error, httpx.ConnectTimeout) else "timeout"
            return kind, f"{name} did not answer in time; try again later."
    kind = "unreached" if isinstance(error, httpx.ConnectError) else "network"
    return kind, next(filter(None, (_cause(cause, name) for cause in _chain(error))), _otherwise(error, name))


def _otherwise(error: Exception, name: str) -> str:
    """The sentence for an error whose causes say too little."""
    if isinstance(error, httpx.ReadError | httpx.RemoteProtocolError):
        return f"{name} broke off its answer, or does not speak HTTP; try again later."
    return f"{name} can't be asked: something on the way was not expected. Try again later."


def _cause(error: BaseException, name: str) -> str | None:
    """The sentence for one exception of the chain, None when it says too little."""
    match error:
        case ssl.SSLCertVerificationError():
            why = _CERTIFICATES.get(error.verify_code, "its certificate can't be verified")
            return f"No secure connection to {name}: {why}."
        case ssl.SSLError():
            return f"No secure connection to {name}: it does not speak TLS 1.2 or newer."
        case socket.gaierror():
            return f"The name {name} is unknown here: there is no network, or no such site."
        case ConnectionRefusedError():
            return f"{name} refuses the connection: no web server answers there."
        case OSError() if error.errno in _NO_WAY:
            return f"There is no way to {name}: this computer seems to be offline."
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and its causes, groups opened."""
    pending: list[BaseException] = [error]
    seen: set[int] = set()
    while pending:
        current = pending.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        pending.extend(cause for cause in (current.__context__, current.__cause__) if cause is not None)
        if isinstance(current, BaseExceptionGroup):
            pending.extend(current.exceptions)
