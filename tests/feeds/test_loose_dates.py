"""FLT-33: dates as people write them, in the languages that feeds have."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from globeterm.feeds.loose_dates import loose_moment


def read(said):
    moment = loose_moment(said)
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("Thu, 05 Dec 2024", "2024-12-05"),
        ("December 5th, 2024", "2024-12-05"),
        ("5-Dec-24", "2024-12-05"),
        ("5 Dec 97", "1997-12-05"),
        ("1er janvier 2024", "2024-01-01"),
        ("mar. 15 août 2024", "2024-08-15"),
        ("mer. 02 juil. 2024", "2024-07-02"),
        ("Di, 05 Mär 2024", "2024-03-05"),
        ("Montag, 2. Oktober 2024", "2024-10-02"),
        ("5 de diciembre de 2024", "2024-12-05"),
        ("lun, 13 ene 2025", "2025-01-13"),
        ("mar, 20 mag 2024", "2024-05-20"),
        ("gio, 05 giu 2025", "2025-06-05"),
        ("qui, 05 out 2024", "2024-10-05"),
        ("5 de fevereiro de 2024", "2024-02-05"),
        ("do, 05 mrt 2024", "2024-03-05"),
        ("tis, 06 maj 2025", "2025-05-06"),
        ("5 grudnia 2024", "2024-12-05"),
        ("Pn, 02 paź 2024", "2024-10-02"),
        ("5. prosince 2024", "2024-12-05"),
        ("5. července 2024", "2024-07-05"),
        ("5. června 2024", "2024-06-05"),
        ("2004-július-13", "2004-07-13"),
        ("Paz, 05 Oca 2025", "2025-01-05"),
        ("5 Ağustos 2024", "2024-08-05"),
        ("Чтв, 05 мая 2024", "2024-05-05"),
        ("2024年12月5日", "2024-12-05"),
        ("2024.12.05", "2024-12-05"),
        ("05.12.2024", "2024-12-05"),
        ("25/12/2024", "2024-12-25"),
        ("12/25/2024", "2024-12-25"),
    ],
)
def test_flt_33_a_day_is_read_in_any_order_and_language(said, day):
    assert read(said) == f"{day} 00:00:00"


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("5 dic 2024 09:30:00 +0100", "2024-12-05 08:30:00"),
        ("5 dic 2024 09:30:00 GMT-03:30", "2024-12-05 13:00:00"),
        ("5 dic 2024 09:30:00.250 Z", "2024-12-05 09:30:00"),
        ("5 déc 2024 9h30", "2024-12-05 09:30:00"),
        ("Dec 5, 2024 9:30 pm", "2024-12-05 21:30:00"),
        ("Dec 5, 2024 12:05 a.m.", "2024-12-05 00:05:00"),
        ("2024年12月5日 9時30分", "2024-12-05 09:30:00"),
        ("2024년 12월 5일 09:30", "2024-12-05 00:30:00"),
        ("2004-05-25 오후 11:23:17", "2004-05-25 14:23:17"),
        ("Thu, 05 Dec 2024 24:00:00 GMT", "2024-12-06 00:00:00"),
        ("Sat, 31 Dec 2016 23:59:60 GMT", "2017-01-01 00:00:00"),
        ("5 Dec 2024 25:00", None),
        ("31 Dec 9999 24:00", None),
    ],
)
def test_flt_33_an_hour_is_read_with_its_zone(said, moment):
    assert read(said) == moment


@pytest.mark.parametrize(
    "said", ["05/12/2024", "31 Nov 2024", "00 Dec 2024", "Dec 2024", "16 xyz 2022", "0000-00-00", "yesterday", "", "5"]
)
def test_flt_33_what_no_calendar_has_or_nobody_can_know_is_no_date(said):
    assert loose_moment(said) is None


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("0123456789 :-/.,+TZapm年월오후decàß\x1b\u0661"), max_size=60))
def test_flt_33_no_text_breaks_it(said):
    assert isinstance(loose_moment(said), datetime | None)
