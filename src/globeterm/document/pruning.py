"""What a page sets between and under the paragraphs of a story, told from it by how it reads.

Only for pages whose theme is not known: there the names of elements do not say enough. A block goes when it is short
and calls the reader away (a newsletter, an app, "read also"), or when it is hardly more than links and stands at the
end or under a signpost such as "Related stories".
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from globeterm.content import (
    Block,
    Blocks,
    Embed,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Spans,
    Table,
    paragraphs,
)

_SHORT: Final = 90
_LINE_LENGTH: Final = 200
_CALL_LENGTH: Final = 400
_AT_THE_BEGINNING: Final = 80

#: Headings and first words under which a site lists other stories.
_SIGNPOSTS: Final = (
    r"you\s+(?:may|might)\s+also\s+(?:like|enjoy)",
    r"(?:see|read|watch|check\s+out)\s+(?:also|more|next)\b",
    r"also\s+(?:read|see|on)\b",
    r"more\s+(?:on|from|about|in|stories|news|like)\b",
    r"(?:related|recommended|similar|popular|trending|recent|latest|further)\s+(?:articles?|posts?|stories|story|news|content"
    r"|topics?|reading|links|videos?|coverage)",
    r"most\s+(?:popular|read|viewed)",
    r"trending(?:\s+now|\s+nationally)?$",
    r"(?:related|recommended)(?:\s*:|\s+for\s+you|$)",
    r"read\s+(?:next|this|on)\b",
    r"don[’']t\s+miss",
    r"what\s+to\s+read\s+next",
    r"editor[’']?s[’']?\s+picks?",
    r"(?:auch|ebenfalls)\s+(?:interessant|spannend|lesenswert)",
    r"(?:das\s+(?:thema\s+)?)?(?:könnte|dürfte)\s+(?:dich|sie|euch)",
    r"(?:noch\s+)?mehr\s+(?:zum\s+thema|dazu|infos?|aus|von|über|lesen)",
    r"(?:lesen|lies|hören|schauen)\s+(?:sie|auch|hier)\b",
    r"(?:passend|ähnlich|verwandt|weiter|empfohlen|beliebt|neueste|aktuell|interessant)\w*\s+(?:dazu|artikel|beiträge|themen"
    r"|meldungen|links|nachrichten|posts|inhalte|informationen)",
    r"weiterlesen",
    r"(?:lire|voir)\s+(?:aussi|également|plus)|à\s+lire",
    r"articles?\s+(?:liés|similaires|connexes)|sur\s+le\s+même\s+(?:sujet|thème)",
    r"(?:lea|lee|leer|ver|vea|mira|te\s+puede)\s+(?:también|interesar|además)",
    r"(?:noticias|artículos|notas|entradas)\s+relacionad[ao]s",
    r"leia\s+(?:também|mais)|leggi\s+anche|articoli\s+correlati|lees\s+ook",
    r"zobacz\s+(?:też|także)|czytaj\s+(?:też|także|więcej)|přečtěte\s+si|читайте\s+также|関連記事",
)
#: What a site asks of its readers in a line of its own.
_CALLS: Final = (
    r"^(?:der|dieser)\s+(?:beitrag|eintrag)\s+wurde\s+am\b|^this\s+(?:entry|post)\s+was\s+posted\b",
    r"newsletter",
    r"(?:sign\s+up|subscribe|register|log\s+in)\s+(?:now|here|today|to|for|below|with)\b",
    r"\bsubscribe\b.{0,40}(?:channel|podcast|edition|story)",
    r"(?:follow|like|find|join|connect\s+with)\s+(?:us|me)\b.{0,30}\b(?:on|at)\b",
    r"join\s+our\b",
    r"(?:get|download)\s+(?:the|our)\s+.{0,30}(?:apps?|report|newsletters?)\b",
    r"(?:whatsapp|telegram)[\s-]*(?:channel|kanal|gruppe|group|canal)",
    r"canal\s+de\s+(?:telegram|whatsapp|youtube)",
    r"(?:abonnier|folg)\w*\s+(?:uns|sie\s+uns|mir|jetzt|unseren?)\b",
    r"(?:jetzt|hier|kostenlos)\s+(?:abonnieren|anmelden|registrieren)",
    r"(?:suscríbete|suscribirse|síguenos|únete)\b",
    r"abonnez-vous|suivez[- ]nous|inscrivez-vous|iscriviti|seguici|siga-nos",
    r"click\s+here\s+to\s+(?:subscribe|join|sign|read|view|donate)",
    r"mail\s+the\s+editor|letters?\s+to\s+the\s+editor",
    r"support\s+(?:our|us|independent)\b",
    r"(?:donate|spenden?)\s+(?:now|today|here|jetzt)",
    r"unterstütze?\s+(?:uns|unsere|\w+\s+(?:bereits\s+)?mit)\b",
    r"\bsubscribers\s+(?:also\s+)?(?:receive|get)\b",
    r"^(?:do\s+you\s+)?(?:like|enjoy|love)\s+(?:our|this)\s+(?:reporting|work|journalism|content|article|story)",
    r"^gefällt\s+(?:dir|ihnen|euch)\s+unser|^kenn(?:t|st|en)\s+(?:ihr|du|sie)\s+schon\s+unser",
    r"(?:kommentare|comments)\s+(?:sind\s+|are\s+)?(?:geschlossen|closed)\b",
    r"(?:beitrag|artikel|post|article)\s+(?:enthält|contains)\s+(?:\w+\s+)?(?:werbung|affiliate)",
    r"\b(?:free\s+)?sign\s+up\W*$",
    r"all\s+rights\s+reserved|alle\s+rechte\s+vorbehalten|copyrighted\s+property",
    r"may\s+not\s+be\s+(?:published|reproduced|republished)|permission\s+must\s+be\s+obtained",
    r"advertis(?:e|ing)\s+with\s+us|affiliate[\s-]*links?",
    r"^\W*(?:advertisement|anzeige|werbung|publicidad|publicité|sponsored)\W*$",
    r"(?:if\s+you[’']re|already)\s+(?:seeing\s+this\s+message|a\s+subscriber)",
    r"to\s+(?:view|read|continue\s+reading)\s+(?:the|this)\s+(?:full\s+)?(?:story|article)",
)
#: Lines about the story rather than of it.
_NOTES: Final = (
    r"(?:tags?|schlagw(?:ö|o)rte?r?|etiquetas|stichworte|kategorien?|categor(?:y|ies)|filed\s+under|posted\s+in|keywords"
    r"|veröffentlicht\s+in|mots[- ]clés|themen)\s*:",
    r"(?:share|teilen|tweet|drucken|print|drukuj|imprimir|imprimer|e-?mail|whatsapp|facebook|twitter|pinterest|linkedin"
    r"|kommentare?|comments?|comentarios)(?:\s+(?:this|on|auf|recipe|via|it|article|post|geschlossen))*\W*$",
    r"(?:print|pin|jump\s+to|zum)\s+(?:the\s+)?(?:recipe|rezept)|rezept\s+drucken",
    r"(?:beitragsbild|titelbild|bildquelle|bildnachweis|image\s+illustrative)\b",
    r"(?:leave|post|write|add)\s+a\s+(?:comment|reply)|(?:kommentar|antwort)\s+(?:hinterlassen|schreiben|verfassen)",
    r"table\s+of\s+contents|inhaltsverzeichnis",
    r"(?:last\s+)?updated?\s*:|(?:zuletzt\s+)?aktualisiert\s*:",
)
_SIGNPOST: Final = re.compile(rf"^\W*(?:{'|'.join(_SIGNPOSTS)})", re.IGNORECASE)
_CALL: Final = re.compile("|".join(_CALLS), re.IGNORECASE)
_NOTE: Final = re.compile(rf"^\W*(?:{'|'.join(_NOTES)})", re.IGNORECASE)


def pruned(blocks: Blocks, title: str = "") -> Blocks:
    """``blocks`` without calls away from the story, notes about it, its own ``title``, and lists of other stories."""
    kept = [block for block in blocks if not _is_aside(block)]
    return tuple(_without_end(_without_signposts(_without_title(kept, title))))


def _is_aside(block: Block) -> bool:
    text = _text(block)
    if not text or isinstance(block, Table):
        return False
    if len(text) > _CALL_LENGTH:
        return False
    call = _CALL.search(text)
    if call is not None and (len(text) <= _LINE_LENGTH or call.start() <= _AT_THE_BEGINNING):
        return True
    if isinstance(block, Paragraph | Heading | ListBlock) and len(text) <= _LINE_LENGTH and _NOTE.match(text):
        return True
    return isinstance(block, Paragraph) and bool(_SIGNPOST.match(text)) and _linked(block) > 0.3


def _without_title(blocks: Sequence[Block], title: str) -> list[Block]:
    wanted = _key(title)
    return [
        block
        for number, block in enumerate(blocks)
        if not (wanted and number < 4 and isinstance(block, Heading | Paragraph) and _key(_text(block)) == wanted)
    ]


def _without_signposts(blocks: Sequence[Block]) -> list[Block]:
    """``blocks`` without signposts and the lists of links, and link-only lines, that stand under them."""
    kept: list[Block] = []
    dropping = False
    for block in blocks:
        text = _text(block)
        if isinstance(block, Heading | Paragraph) and len(text) <= _SHORT and _SIGNPOST.match(text):
            dropping = True
        elif dropping and (_linked(block) > 0.6 or isinstance(block, Figure)):
            continue
        else:
            dropping = False
            kept.append(block)
    return kept


def _without_end(blocks: list[Block]) -> list[Block]:
    """``blocks`` without the links at the end, and a heading or rule with nothing under it."""
    while blocks:
        last = blocks[-1]
        links = isinstance(last, Paragraph | ListBlock) and _linked(last) > 0.8
        if isinstance(last, Heading | Rule) or links:
            blocks.pop()
        else:
            break
    return blocks


def _linked(block: Block) -> float:
    """Which part of a block's text are links, 0 to 1; 0 for a block without a text."""
    whole = linked = 0
    for span in _spans(block):
        whole += len(span.text)
        linked += len(span.text) if span.link is not None else 0
    return linked / whole if whole else 0.0


def _spans(block: Block) -> Spans:
    match block:
        case Paragraph(spans) | Heading(_, spans):
            return spans
        case Quote(inner, _):
            return tuple(span for each in inner for span in _spans(each))
        case ListBlock(_, items, _):
            return tuple(span for item in items for each in item for span in _spans(each))
        case _:
            return ()


def _text(block: Block) -> str:
    return "" if isinstance(block, Figure | Embed) else "\n".join(paragraphs((block,)))


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def story_length(blocks: Iterable[Block]) -> int:
    """How many characters of text stand in ``blocks``."""
    return sum(len(text) for text in paragraphs(tuple(blocks)))
