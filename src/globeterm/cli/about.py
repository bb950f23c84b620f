"""The commands that tell of the program itself: ``paths`` and ``keys``."""

from globeterm.cli import records
from globeterm.cli.call import Call
from globeterm.commands import by_group, configured, shown_keys
from globeterm.errors import EXIT_OK


def show_paths(call: Call) -> int:
    """``paths``: the four folders, whether they are there or not."""
    record = records.folders(call.paths)
    if call.arguments.json:
        call.output.json(record)
        return EXIT_OK
    for kind, folder in record.items():
        call.output.data(folder, first=kind, indent=8)
    return EXIT_OK


def show_keys(call: Call) -> int:
    """``keys``: the key table, with the keys of the configuration."""
    commands = configured(call.config.keys)
    if call.arguments.json:
        call.output.json(records.keys(commands))
        return EXIT_OK
    indent = 4 + max(len(shown_keys(command)) for command in commands)
    for number, (group, members) in enumerate(by_group(commands)):
        if number:
            call.output.data()
        call.output.data(group, style="strong")
        for command in members:
            call.output.data(command.help, first=f"  {shown_keys(command)}", indent=indent)
    return EXIT_OK
