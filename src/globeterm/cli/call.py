"""One call of the program: what was said, where to print, and what it is said of."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from globeterm.cli.output import Output
from globeterm.commands import command_ids, story_command_ids
from globeterm.config import Config, load_config
from globeterm.edition import DEFAULT_EDITION, Edition, choose_edition, home_address
from globeterm.errors import UsageError
from globeterm.paths import Paths, find_paths
from globeterm.strict_toml import named_path


@dataclass(frozen=True)
class Call:
    """A command with everything it may ask for; each thing is made when it is first asked for.

    ``now`` gives the time in the reader's own time zone.
    """

    arguments: argparse.Namespace
    output: Output
    environment: Mapping[str, str]
    now: Callable[[], datetime]
    told: set[str] = field(default_factory=set)

    def tell(self, sentence: str | None) -> None:
        """Print what the reader should know of the library, once however often it is opened."""
        if sentence is not None and sentence not in self.told:
            self.told.add(sentence)
            self.output.message(sentence)

    @cached_property
    def paths(self) -> Paths:
        """The folders. Raises StorageError."""
        return find_paths(self.arguments.home, self.environment)

    @property
    def config_file(self) -> Path:
        """The configuration file: ``--config``, or the one in the configuration's folder."""
        named = self.arguments.config
        return named_path(named) if named is not None else self.paths.config_file

    @cached_property
    def config(self) -> Config:
        """The configuration. Raises ConfigError."""
        return load_config(
            self.config_file,
            commands=command_ids(),
            in_story=story_command_ids(),
            must_exist=self.arguments.config is not None,
        )

    @cached_property
    def edition(self) -> Edition:
        """The edition, at the address that ``--site`` gives. Raises UsageError and ConfigError."""
        configured = self.config.edition  # looked at in any case, so that a broken configuration is always said
        chosen = choose_edition(self.arguments.edition or configured or DEFAULT_EDITION)
        if self.arguments.site is None:
            return chosen
        site = home_address(self.arguments.site)
        if site is None:
            raise UsageError(f"--site takes an http or https address, not {self.arguments.site!r}")
        return chosen.at(site)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be in a report: passwords of the command line, and of the environment."""
        from globeterm.cli.redacting import secrets_of  # of use when something has gone wrong

        given = vars(self.arguments)
        return secrets_of(self.environment, given.get("site"), given.get("url"), given.get("source"))

    @property
    def offline(self) -> bool:
        """Whether the network is never to be touched."""
        return bool(self.arguments.offline)
