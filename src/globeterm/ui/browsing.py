"""Taking a story out of the paper: into the web browser, or its address into the clipboard."""

from textual.app import App, SuspendNotSupported

from globeterm.addresses import host, safe_url
from globeterm.opening import NoOpener, find_opener, start


def open_in_browser(app: App[None], address: str, *, instead: str | None = None) -> str:
    """Open an address in the web browser, and say so; or say why not, and what to do ``instead`` (SEC-03, SEC-21)."""
    if app.is_web:
        return "nothing is opened from here: this reader runs on another machine; y copies the address"
    opener = find_opener(address)
    if isinstance(opener, NoOpener):
        return f"{opener.reason}; {instead}" if instead and opener.instead else opener.sentence
    where = host(address) or "a mail"
    if not opener.in_terminal:
        return start(opener) or f"opened in the web browser: {where}"
    try:
        with app.suspend():
            return start(opener) or f"read in {opener.argv[0]}: {where}"
    except SuspendNotSupported:
        return f"{opener.argv[0]} needs the terminal, and this one can't be lent"


def copy_address(app: App[None], address: str) -> str:
    """Put an address into the clipboard by the terminal itself (OSC 52), and say so."""
    url = safe_url(address)
    if url is None:
        return "this address is not copied: only http and https addresses are"
    app.copy_to_clipboard(url)
    return f"address copied: {url}"
