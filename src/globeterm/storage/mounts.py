"""Whether a folder is on another machine: SQLite's write-ahead log needs shared memory and is unsafe there (FLT-42)."""

import re
from pathlib import Path, PurePath
from typing import Final

#: Where Linux lists what is mounted; elsewhere there is no such file, and a folder counts as local.
MOUNTS: Final = Path("/proc/self/mounts")

_REMOTE: Final = re.compile(
    r"nfs\d?|cifs|smb\w*|9p|afs|ceph|glusterfs|lustre|fuse\.(sshfs|rclone|davfs|s3fs|glusterfs)|davfs"
)
_ESCAPE: Final = re.compile(r"\\([0-7]{3})")


def is_remote(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Whether ``folder`` lies on a network file system, by the list of mounts (fstab(5) in form)."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return _REMOTE.fullmatch(_file_system(folder.resolve(), lines)) is not None


def _file_system(folder: PurePath, lines: list[str]) -> str:
    """Name the file system of the deepest mount point above ``folder``; of two at one point the later counts."""
    deepest, name = -1, ""
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = PurePath(_ESCAPE.sub(lambda code: chr(int(code[1], 8)), fields[1]))
        if len(point.parts) >= deepest and folder.is_relative_to(point):
            deepest, name = len(point.parts), fields[2]
    return name
