"""A form that belongs to what is read, such as "Submit Op-ed": a line that says what it asks for and where it is."""

import re
from typing import Final

from globeterm.content import Embed
from globeterm.document.tree import Element, text_of, words_in
from globeterm.limits import LINE_LENGTH, NAME_LENGTH
from globeterm.text import clean_line

#: Forms of the site rather than of the page.
_OF_THE_SITE: Final = re.compile(
    r"search|comment|respond|log-?in|newsletter|subscri|sign-?up|mc4wp|mailchimp|mailpoet|poll|vote|donat|rating|cookie"
)
_FIELDS: Final = frozenset({"text", "email", "tel", "url", "file", "number", "date", ""})
#: A form with fewer fields to fill in asks for no more than an address.
_LEAST: Final = 3
_MOST_LABELS: Final = 8


def form_of(form: Element, base: str) -> Embed | None:
    """The form as what only a browser shows; None for searches, newsletters, comments and logins."""
    names = words_in(form, "class") | words_in(form, "id") | words_in(form, "role") | words_in(form, "action")
    if any(map(_OF_THE_SITE.search, names)) or not _asks_for_much(form):
        return None
    labels = dict.fromkeys(
        clean_line(text_of(label), NAME_LENGTH).strip(" *:") for label in form.iter("label", "legend")
    )
    return Embed("form", clean_line(", ".join(list(filter(None, labels))[:_MOST_LABELS]), LINE_LENGTH), base)


def _asks_for_much(form: Element) -> bool:
    """Whether a form has room for a text or a file, or several fields, and asks for no password."""
    kinds = [(field.get("type") or "").lower() for field in form.iter("input")]
    if "password" in kinds:
        return False
    has_room = next(form.iter("textarea"), None) is not None or "file" in kinds
    return has_room or sum(kind in _FIELDS for kind in kinds) >= _LEAST
