"""The tables of rules fit the source: what `make rules` takes out stands where it says, once."""

import pytest
from scripts.rules import PROJECT, Rule, rules


@pytest.mark.parametrize("rule", [pytest.param(rule, id=f"{rule.id}-{rule.file}") for rule in rules()])
def test_a_rule_stands_once_in_its_file(rule: Rule) -> None:
    """What is taken out is there, once, and its tests are."""
    text = (PROJECT / "src" / "globeterm" / rule.file).read_text(encoding="utf-8")
    assert text.count(rule.take) == 1
    assert rule.take != rule.put
    for test in rule.tests:
        assert (PROJECT / test.split("::")[0]).exists()


def test_every_case_has_a_rule() -> None:
    """SEC-22 belongs to a way of syncing that there is not yet."""
    cases = {"SEC": 21, "POL": 38, "FLT": 46}
    assert {rule.id for rule in rules()} == {
        f"{kind}-{n:02}" for kind, last in cases.items() for n in range(1, last + 1)
    }
