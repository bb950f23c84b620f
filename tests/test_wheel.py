"""The program works from a wheel and from an sdist, its styles, editions and sample paper included."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build sdist and, from it, the wheel, with the tools that are installed."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def test_the_wheel_holds_all_that_the_program_reads(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    for folder, pattern, place in (
        ("styles", "*.tcss", "globeterm/styles"),
        ("src/globeterm/editions", "*.toml", "globeterm/editions"),
        ("src/globeterm/sample", "**/*.*", "globeterm/sample"),
        ("src/globeterm/export/styles", "*.css", "globeterm/export/styles"),
    ):
        files = [path for path in (ROOT / folder).glob(pattern) if path.is_file() and "__pycache__" not in path.parts]
        assert files
        assert {f"{place}/{path.relative_to(ROOT / folder).as_posix()}" for path in files} <= inside
    assert "globeterm/py.typed" in inside


def test_the_wheel_reads_the_sample_edition_by_itself(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r});"
        "from globeterm.ui.stylesheets import stylesheets;"
        "paths = stylesheets(); assert paths and all(path.is_file() for path in paths), paths;"
        "assert all('site' in path.parts for path in paths), paths;"
        "from globeterm.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", script, "--edition", "sample", "--home", str(tmp_path / "home"), "sections"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "Book Reviews" in ran.stdout


def test_the_sdist_holds_what_a_packager_needs(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    assert {"LICENSE", "README.md", "CHANGELOG.md", "Makefile", "requirements.lock", "styles/sheet.tcss"} <= inside
