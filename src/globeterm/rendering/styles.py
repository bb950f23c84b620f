"""The names of the styles in set text, and how paper without a theme shows them: by weight and slope, no colours.

The reader's screens give each name the colours of the theme (component class: the name with ``--`` for its dot).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

#: Style name -> rich style of attributes alone, for the command line's ``Theme``.
STYLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "story.kicker": "bold",
        "story.headline": "bold",
        "story.standfirst": "italic",
        "story.byline": "none",
        "story.author": "bold",
        "story.dateline": "dim",
        "story.hairline": "dim",
        "story.picture": "dim",
        "story.caption": "italic",
        "story.credit": "dim italic",
        "story.heading": "bold",
        "story.subheading": "bold italic",
        "story.quote": "italic",
        "story.bar": "dim",
        "story.attribution": "none",
        "story.bullet": "dim",
        "story.columns": "bold",
        "story.border": "dim",
        "story.preformatted": "none",
        "story.box": "bold",
        "story.embed": "none",
        "story.note": "italic",
        "story.tags": "dim",
        "story.label": "bold",
        "story.digit": "bold",
        "story.related": "none",
        "story.aside": "dim",
        "story.strong": "bold",
        "story.emphasis": "italic",
        "story.code": "none",
        "story.link": "underline",
        "story.mark": "dim",
        "story.added": "bold",
        "story.removed": "dim",
        "headline.unread": "bold",
        "headline.title": "none",
        "headline.title-unread": "bold",
        "headline.meta": "dim",
        "headline.saved": "bold",
        "headline.offline": "dim",
        "headline.snippet": "none",
        "headline.found": "bold",
    }
)
