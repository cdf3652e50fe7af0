"""What a style sheet may load: files of the site, and pictures that it holds itself."""

import re
from collections.abc import Iterator

from generator.site.checks import addresses
from generator.site.checks.folder import Folder

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LOADED = re.compile(
    r"""(?:url|src)\(\s*(?:"([^"]*)"|'([^']*)'|([^)"']*))\s*\)|image-set\(\s*["']([^"']*)""",
    re.IGNORECASE,
)
_IMPORT = re.compile(r"@import\b", re.IGNORECASE)


def loaded(sheet: str) -> Iterator[str]:
    """Every address in a style sheet."""
    for found in _LOADED.finditer(_COMMENT.sub("", sheet)):
        yield next((part for part in found.groups() if part), "").strip()


def style_problems(folder: Folder, path: str, content: bytes) -> Iterator[str]:
    """Everything that is wrong with one style sheet."""
    sheet = content.decode("utf-8", errors="replace")
    if _IMPORT.search(_COMMENT.sub("", sheet)):
        yield "it imports another style sheet (@import)"
    for target in loaded(sheet):
        address = addresses.plain(target)
        if addresses.is_foreign(address):
            yield f"it loads {target} from a third party"
        elif addresses.scheme(address) not in ("", "data"):
            yield f"it loads {target}, which is no file of the site"
        elif not address.startswith(("#", "data:")) and folder.resolve(path, address) is None:
            yield f"it loads {target}, which does not exist"
