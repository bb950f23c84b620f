"""What lets somebody in stands in no report (SEC-14, SEC-20)."""

import pytest

from globeterm.cli.redacting import secrets_of, without_secrets


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("at http://me:hunter2@a.example/x", "at http://a.example/x"),
        ("GET /feed/?feed=rss2&api_key=hunter2&cat=3", "GET /feed/?feed=rss2&api_key=***&cat=3"),
        ("https://a.example/?Token=hunter2#top", "https://a.example/?Token=***#top"),
        ("/monkey/?cat=3", "/monkey/?cat=3"),
        ("Authorization: Bearer hunter2\nHost: a", "Authorization: ***\nHost: a"),
        ("{'Set-Cookie': 'id=hunter2'}", "{'Set-Cookie': ***"),
        ("X-Api-Key=hunter2", "X-Api-Key=***"),
        ("the cookie of a story", "the cookie of a story"),
        ("swordfish, twice: swordfish-and-chips", "***, twice: ***"),
    ],
)
def test_sec_20_without_secrets(text: str, kept: str) -> None:
    assert without_secrets(text, ("swordfish", "swordfish-and-chips")) == kept


def test_sec_20_what_is_secret_is_known_by_its_name_and_by_its_place() -> None:
    environment = {"GITHUB_TOKEN": "swordfish", "PASSWORD": "short", "HOME": "/home/me", "SSH_AUTH_SOCK": "/run/agent"}
    assert secrets_of(environment, "http://me:hunter%32@a.example", None, "http://[::1", "b.example") == (
        "swordfish",
        "hunter%32",
        "hunter2",
    )
