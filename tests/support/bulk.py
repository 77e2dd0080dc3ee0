"""What the tests of bulk zips share: zips that they write, and a door that hands them out."""

import zipfile

from loaders import NotThereError


class Door:
    """A door that knows a few files and bodies by the end of their address, and remembers what it was asked."""

    def __init__(self, known=None):
        self.known = known or {}
        self.asked = []

    def __call__(self, url, params=None, *, headers=None):
        del params, headers
        return self._known(url)

    def file(self, url):
        return self._known(url)

    def _known(self, url):
        name = url.rpartition("/")[2]
        self.asked.append(name)
        if name not in self.known:
            raise NotThereError(f"{name} is not there")
        if isinstance(self.known[name], Exception):
            raise self.known[name]
        return self.known[name]


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body if isinstance(body, bytes) else body.encode("utf-8"))
    return path


def cut_off(path):
    """A zip whose end was never sent."""
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def spoilt(path, member, where):
    """A zip whose list of members is whole and whose member is not."""
    with zipfile.ZipFile(path) as archive:
        it = archive.getinfo(member)
    whole = bytearray(path.read_bytes())
    start = it.header_offset + 30 + len(it.filename)
    at = start + int(it.compress_size * where)
    whole[at : at + 8] = b"\xff" * 8
    path.write_bytes(bytes(whole))
