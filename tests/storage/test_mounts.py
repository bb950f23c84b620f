from pathlib import Path

import pytest

from globeterm.storage.mounts import is_remote

MOUNTS = r"""rootfs / ext4 rw 0 0
server:/export/home /home nfs4 rw,relatime 0 0
/dev/sdb1 /home/ada/local xfs rw 0 0
//box/share /mnt/the\040share cifs rw 0 0
ada@box: /mnt/over fuse.sshfs rw 0 0
tmpfs /mnt/twice tmpfs rw 0 0
box:/x /mnt/twice nfs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("folder", "remote"),
    [
        ("/var/lib", False),
        ("/home/ada/.local/share", True),
        ("/homely", False),
        ("/home/ada/local/share", False),
        ("/mnt/the share/globeterm", True),
        ("/mnt/over", True),
        ("/mnt/twice/data", True),
    ],
)
def test_flt_42_the_deepest_mount_tells(tmp_path: Path, folder: str, remote: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    assert is_remote(Path(folder), mounts) is remote


def test_flt_42_without_a_list_of_mounts_a_folder_is_local(tmp_path: Path) -> None:
    assert not is_remote(tmp_path, tmp_path / "nothing")
