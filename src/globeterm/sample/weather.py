"""The weather over the sample edition: that of one mild week, on whatever days it is read."""

import json
from datetime import date, timedelta
from typing import Final

#: The highest temperatures of five days, in degrees Fahrenheit.
_DAYS: Final = (42, 44, 46, 40, 41)
_NOW: Final = 39


def forecast(unit: str, today: date) -> str:
    """Answer as the weather's own service does (open-meteo.com/en/docs), in the unit that was asked for."""
    return json.dumps(
        {
            "current": {"time": f"{today.isoformat()}T08:00", "temperature_2m": _in_unit(_NOW, unit)},
            "daily": {
                "time": [(today + timedelta(days=number)).isoformat() for number in range(len(_DAYS))],
                "temperature_2m_max": [_in_unit(degrees, unit) for degrees in _DAYS],
            },
        }
    )


def location(name: str) -> str:
    """Say that a place of any name is somewhere."""
    return json.dumps({"results": [{"name": name, "latitude": 0.0, "longitude": 0.0}]})


def _in_unit(fahrenheit: int, unit: str) -> float:
    return float(fahrenheit) if unit == "fahrenheit" else round((fahrenheit - 32) / 1.8, 1)
