"""Stories written for the tests of setting: each shows another side of it."""

from datetime import UTC, datetime
from typing import Final

from globeterm.content import (
    Change,
    Code,
    Document,
    Embed,
    Figure,
    Heading,
    Link,
    ListBlock,
    More,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Span,
    Spans,
    Table,
)
from globeterm.model import Article

NOW: Final = datetime(2025, 6, 17, 12, 0, tzinfo=UTC)
ADDRESS: Final = "https://news.example/2019/11/18/harbour-cuts/"


def said(text: str) -> Spans:
    return (Span(text),)


def para(text: str) -> Paragraph:
    return Paragraph(said(text))


NEWS: Final = Document(
    url=ADDRESS,
    title="Ministry Defends Harbour Cuts After Leak of Minutes",
    standfirst="Officials say the ferry timetable will not change again before the spring, "
    "whatever the minutes suggest.",
    authors=("Staff Writer", "Abena Fosu"),
    agency="AFP",
    published=datetime(2019, 11, 18, 9, 30, tzinfo=UTC),
    updated=datetime(2019, 11, 19, 8, 0, tzinfo=UTC),
    sections=("World", "Featured"),
    tags=("Harbour", "Ferries", "Budget"),
    picture=Picture(
        "https://news.example/quay.jpg",
        "The quay at dawn",
        "Officials outside the ministry on Monday, when work had stopped at nearly every berth.",
        "AFP",
    ),
    author_note="Staff Writer is the desk of this paper. With contributions by AFP.",
    related=(
        Link(
            "Rare Harbour Strike Ends After Eleven Days of Talks Behind Closed Doors",
            "https://news.example/strike/",
            ("Abena Fosu",),
            datetime(2019, 11, 17, tzinfo=UTC),
        ),
        Link("Ferry Fares to Rise", "https://news.example/fares/"),
    ),
    previous=Link("The Long Winter of the Lamplighters", "https://news.example/lamps/"),
    next=Link("A Bridge Nobody Ordered", "https://news.example/bridge/"),
    blocks=(
        Paragraph(
            (
                Span("The ministry on Monday vowed it would keep the cuts, a day after "),
                Span("a leak of the minutes", link="https://news.example/minutes/"),
                Span(" showed that "),
                Span("its own officials", strong=True),
                Span(" had warned against them. “Nobody here was surprised,” one of them said."),
            )
        ),
        More(
            "More on the Subject",
            (Link("What the Minutes Say, Line by Line", "https://news.example/line/", ("Abena Fosu",)),),
        ),
        Heading(2, said("A timetable in pieces")),
        para(
            "Six of the nine lines would run every other hour — if they run at all — "
            "and the last boat would leave at seven."
        ),
        Quote(
            (para("We were told to draw a line on a map, and then to call it a timetable."),),
            said("Ilse Marn, harbour pilot"),
        ),
        Paragraph(
            (
                Span("The union called the plan "),
                Span("a joke told twice", emphasis=True),
                Span(" and asked for "),
                Span("the full ", link="https://news.example/minutes/"),
                Span("minutes", strong=True, link="https://news.example/minutes/"),
                Span("; see also "),
                Span("the budget", link="https://news.example/budget/"),
                Span("."),
            )
        ),
        Rule(),
        Embed("video", "The harbour from above", "https://video.example/w/1"),
        Figure(Picture("https://news.example/map.png", "Map of the nine lines", "", "Photo: Harbour Office")),
    ),
)

LISTS: Final = Document(
    url=ADDRESS,
    title="What to Pack",
    blocks=(
        ListBlock(
            False,
            (
                (para("A lamp, with oil for three nights at the very least, because the huts have none."),),
                (
                    para("Bread"),
                    ListBlock(False, ((para("rye"),), (para("barley, baked twice so that it keeps for weeks"),))),
                ),
                (para("Rope"),),
            ),
        ),
        ListBlock(
            True, tuple((para(f"Step number {count} of the way up to the pass."),) for count in range(9, 12)), start=9
        ),
        ListBlock(True, ((para("One thought."), para("And its second thought.")), (para("Another."),))),
        Quote(
            (para("First voice."), Quote((para("A voice inside the voice."),)), ListBlock(False, ((para("counted"),),)))
        ),
    ),
)

TABLE: Final = Document(
    url=ADDRESS,
    title="The Nine Lines in Figures",
    blocks=(
        Table(
            (
                (said("Line"), said("Boats"), said("What the office says of it")),
                (said("North Quay"), said("4"), said("Busy at all hours and short of pilots since the spring")),
                (said("Old Mole"), said("2"), said("—")),
                (said("Lantern Island"), said("11"), said("Summer only; the winter boat was sold")),
            ),
            1,
            said("Boats and remarks by line. Source: Harbour Office"),
        ),
        Table(((said("a"), said("b")), (said("c"), said("d")))),
    ),
)

CODE: Final = Document(
    url=ADDRESS,
    title="How the Clock Was Fixed",
    blocks=(
        Paragraph((Span("The engineer typed "), Span("tide --now", code=True), Span(" and waited."))),
        Code(
            "def tide(hour):\n    if hour % 12 < 6:\n        return 'rising'\n\n"
            "    return 'falling, and a very long remark that no pane will ever hold in one single line of its own'\n"
        ),
        Heading(3, said("A smaller heading that is long enough to be set in two lines of about the same length")),
        para(
            "Read https://news.example/a/very/long/address/that/goes/on/and/on/until/the/end?of=it&and=more#all "
            "before you go."
        ),
    ),
)

WIDE: Final = Document(
    url=ADDRESS,
    title="港の連絡船、来春まで減便へ — 議事録の流出で",
    authors=("山田花子",),
    blocks=(
        para(
            "今日は、東京で「大きな」会議が行われました。ABC社は参加しなかった（注１）。市の担当者は「来年の春まで、時刻表は変わらない」と話しています。"
        ),
        para("The crowd sang 🎉🎉 and a family 👩‍👩‍👧‍👦 waved; café and cafe\u0301 look the same ❤️ to all."),
        para("부산의 연락선은 내년 봄까지 줄어든 시간표로 운항할 예정이라고 항만청이 월요일에 밝혔다."),
    ),
)

RIGHT: Final = Document(
    url=ADDRESS,
    title="הנמל יישאר סגור עד האביב",
    blocks=(
        para("משרד התחבורה הודיע ביום שני כי הקיצוצים יישארו בתוקף, יום לאחר שפורסמו הפרוטוקולים של הישיבה."),
        para("قالت الوزارة يوم الاثنين إنها ستبقي على التخفيضات حتى الربيع المقبل على الأقل."),
        para("A line in English follows."),
        ListBlock(False, ((para("פריט ראשון"),),)),
    ),
)

BARE: Final = Document(
    url=ADDRESS, title="", blocks=(para("Only one paragraph."), Paragraph(()), Paragraph((Span("two\nlines"),)))
)

EMPTY: Final = Document(url=ADDRESS, title="", blocks=())

#: Two versions of a story as one.
CHANGED: Final = Document(
    url=ADDRESS,
    title="Ministry Drops Harbour Cuts",
    standfirst="What changed: the headline is another, 1 paragraph was added, 2 paragraphs were removed.",
    blocks=(
        Change("removed", (Heading(2, said("Ministry Defends Harbour Cuts After Leak of Minutes")),)),
        para("Officials met for nine hours on Monday, and the ferries stayed where they were."),
        Change("removed", (para("The cuts stand, the ministry said."), para("No date was given."))),
        Change("added", (para("The cuts are off, the ministry said on Tuesday, after a night of talks with crews."),)),
        para("Crews had stopped work at nearly every berth."),
    ),
)

QUOTES: Final = Document(
    url=ADDRESS,
    title="“Nobody Here Was Surprised”: Eleven Voices From the Quay on the Longest Winter Anyone There Remembers",
    standfirst="They were asked one question.",
    authors=("Abena Fosu", "Ilse Marn", "Tomé Reis"),
    published=datetime(2025, 6, 17, 6, 5, tzinfo=UTC),
    sections=("Opinion", "Columns"),
    tags=("Columns", "opinion"),
    blocks=(
        Quote((para("We were told to draw a line on a map."),), said("Ilse Marn, harbour pilot")),
        Quote(
            (
                para(
                    "A pilot knows the water, not the timetable; whoever wrote this one had never been wet in January."
                ),
                para("And then they asked us to smile."),
            ),
            (
                Span("Oda Kell", strong=True),
                Span(", quoted in "),
                Span("the minutes", link="https://news.example/minutes/"),
            ),
        ),
        para(
            "Between two quotes stands a paragraph of a length that leaves one short word on the last line of it, on."
        ),
        Quote((para("קו אחד על המפה."),), said("אילזה מרן")),
        Quote((ListBlock(True, ((para("first, the ferry"),), (para("then the bridge, which nobody had ordered"),))),)),
        Quote((Quote((Quote((para("Three deep."),)),)),)),
    ),
)

RECORDS: Final = Document(
    url=ADDRESS,
    title="Every Berth in the Harbour",
    blocks=(
        Table(
            (
                tuple(map(said, ("Berth", "Depth", "Owner since", "Ferries a day", "Last inspection", "Remarks"))),
                tuple(
                    map(said, ("North Quay", "7.5 m", "1911", "12", "3 March", "Undermined by currents; see report"))
                ),
                tuple(map(said, ("Old Mole", "4 m", "unknown", "0", "never", ""))),
                (
                    said("北港"),
                    said("11 m"),
                    said("1999"),
                    said("4"),
                    said("yesterday"),
                    (Span("A link to "), Span("the plans", link="https://news.example/plans/")),
                ),
            ),
            1,
            said("Source: Harbour Office"),
        ),
        Table(((said("Total"), said("16")), (said("Of these in winter"), said("9"))), 0),
    ),
)

ESSAY: Final = Document(
    url=ADDRESS,
    title="What a Timetable Is For",
    authors=("Oda Kell",),
    agency="AFP",
    published=datetime(2024, 12, 31, 23, 59, tzinfo=UTC),
    author_note="Oda Kell is a former harbour-master. The views expressed here are her own and nobody else’s.",
    blocks=(
        para(
            "A timetable is a promise – made by people who will not be there – to people who will. It says: at ten "
            "past seven, whatever the weather, someone shall cast off; and it says so in the plainest letters that a "
            "printer has. Internationally, one knows of counterexamples."
        ),
        Heading(2, said("I. The Ferry")),
        para("It left."),
        Heading(
            2, said("II. The Harbour-Master’s Long and Not Entirely Voluntary Apprenticeship in the Art of Waiting")
        ),
        Heading(3, said("In which nothing happens")),
        para(
            "Nobody waits as well as a harbour-master: 07:10, 07:40, 08:10 … The well-known, much-loved and "
            "long-suffering night-ferry (built 1911—rebuilt 1953—sold 1999) was late on 2,114 of its 3,650 nights, "
            "or 57.9 %."
        ),
        Rule(),
        para("“And yet,” she wrote, “it came.”"),
    ),
)

STORIES: Final = {
    "changed": CHANGED,
    "news": NEWS,
    "lists": LISTS,
    "table": TABLE,
    "code": CODE,
    "wide": WIDE,
    "right": RIGHT,
    "quotes": QUOTES,
    "records": RECORDS,
    "essay": ESSAY,
    "bare": BARE,
    "empty": EMPTY,
}


def article(**changes: object) -> Article:
    fields: dict[str, object] = {
        "id": 7,
        "title": NEWS.title,
        "url": ADDRESS,
        "authors": ("Staff Writer", "AFP"),
        "published": NEWS.published,
        "sections": ("World",),
        "minutes": 4,
    }
    return Article(**(fields | changes))  # type: ignore[arg-type]
