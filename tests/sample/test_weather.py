"""The sample edition's weather, as the weather's own service would tell it."""

import json
from datetime import date

from globeterm.sample.site import SampleSite

TODAY = date(2025, 6, 17)
SITE = SampleSite(today=lambda: TODAY)


def asked(path: str) -> dict[str, object]:
    answer = SITE.answer("GET", f"https://sample.globeterm.invalid{path}", {})
    assert answer.status == 200
    return dict(json.loads(answer.body))


def test_the_forecast_begins_today_in_the_unit_that_is_asked_for() -> None:
    fahrenheit = asked("/v1/forecast?latitude=40&longitude=-74&temperature_unit=fahrenheit")
    celsius = asked("/v1/forecast?latitude=40&longitude=-74&temperature_unit=celsius")
    assert fahrenheit["current"] == {"time": "2025-06-17T08:00", "temperature_2m": 39.0}
    assert celsius["daily"] == {
        "time": ["2025-06-17", "2025-06-18", "2025-06-19", "2025-06-20", "2025-06-21"],
        "temperature_2m_max": [5.6, 6.7, 7.8, 4.4, 5.0],
    }


def test_every_place_is_somewhere() -> None:
    assert asked("/v1/search?name=Reykjav%C3%ADk&count=1") == {
        "results": [{"name": "Reykjavík", "latitude": 0.0, "longitude": 0.0}]
    }
