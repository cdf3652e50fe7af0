"""What a device needs to keep the site on its first screen: its name and its icons."""

import json

from generator.language import Language
from generator.models.publication import StagedFile

SIZES = (192, 512)
"""Widths of the icons in pixels; the theme has a picture for each."""


def manifest_file(language: Language, name: str) -> StagedFile:
    """Publish ``manifest.webmanifest`` of one language for the site of that name."""
    icons = [
        {"src": f"assets/images/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"}
        for size in SIZES
    ]
    manifest = {"name": name, "lang": language.code, "start_url": "./", "icons": icons}
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    return StagedFile("manifest.webmanifest", f"{text}\n".encode())
