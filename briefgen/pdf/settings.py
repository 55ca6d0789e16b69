"""The one place where ReportLab is imported, behind closed doors; out come the few names that we use.

ReportLab 5.1 runs what it finds: modules called `reportlab_mods` and `reportlab_settings` anywhere
on the path (the current folder may be somebody else's), two dot-files of the home folder, `RL_*`
variables, and an evaluator behind colours. Before its first import this module

- takes `RL_*` out of the environment, and puts them back afterwards;
- enters empty modules under the four names that ReportLab would import; the dot-files are read
  only when those imports fail, so they are shut out too;
- enters modules without a working function for the evaluator and for the temporary folder, which
  nothing that we use calls (and which cost 15 ms), and hides Pillow, which ReportLab would import
  for pictures that we never hand over (13 ms).

After it, the settings are compared with the table below, and a difference ends the program.
Nothing here ever imports `reportlab.platypus`, `reportlab.graphics` or `reportlab.lib.fontfinder`.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import MappingProxyType, ModuleType
from typing import Any, Final, NoReturn

__all__ = ["DOORS", "SETTINGS", "Canvas", "clear_environment", "differences", "pdfdoc"]

# What ReportLab imports to let others change it.
DOORS: Final = (
    "reportlab_mods",
    "reportlab_settings",
    "reportlab.local_rl_mods",
    "reportlab.local_rl_settings",
)

# `reportlab.rl_config` of 5.1.0 as its own defaults make it. Left out: the font search paths, which
# depend on the machine, and the evaluator of colours, which we switch off.
SETTINGS: Final = MappingProxyType(
    {
        "_FUZZ": 1e-06,
        "allowShortTableRows": 1,
        "allowTTFSubsetting": [],
        "allowTableBoundsErrors": 1,
        "autoConvertEncoding": 0,
        "autoGenerateMissingTTFName": 0,
        "canvas_baseColor": None,
        "canvas_basefontname": "Helvetica",
        "debug": 0,
        "decimalSymbol": ".",
        "defCWRF": 0.02,
        "defaultEncoding": "WinAnsiEncoding",
        "defaultGraphicsFontName": "Helvetica",
        "defaultImageCaching": 0,
        "defaultPageSize": (595.2755905511812, 841.8897637795277),
        "documentLang": None,
        "embeddedHyphenation": 0,
        "emptyTableAction": "error",
        "encryptionStrength": 40,
        "eps_preview": 1,
        "eps_preview_transparent": None,
        "eps_ttf_embed": 1,
        "eps_ttf_embed_uid": 0,
        "errorOnDuplicatePageLabelPage": 0,
        "fsEncodings": ("utf8", "cp1252", "cp430"),
        "hyphenationLang": "",
        "hyphenationMinWordLength": 5,
        "ignoreContainerActions": 1,
        "imageReaderFlags": 0,
        "invariant": 0,
        "listWrapOnFakeWidth": 1,
        "longTableOptimize": 1,
        "odbc_driver": "odbc",
        "overlapAttachedSpace": 1,
        "pageCompression": 1,
        "paraFontSizeHeightOffset": 1,
        "pdfComments": 0,
        "pdfMultiLine": 0,
        "platypus_link_underline": 0,
        "renderPMBackend": "rlPyCairo",
        "reserveTTFNotdef": 1,
        "shapeChecking": 1,
        "showBoundary": 0,
        "spaceShrinkage": 0.05,
        "std14Embed": False,
        "strikeGap": "1",
        "strikeOffset": "0.25*F",
        "strikeWidth": "",
        "textPaths": "freetype",
        "trustedHosts": None,
        "trustedSchemes": ["file", "rml", "data", "https", "http", "ftp"],
        "ttfAsciiReadable": 1,
        "unShapedFontGlob": [],
        "underlineGap": "1",
        "underlineOffset": "-0.125*F",
        "underlineWidth": "",
        "uriWasteReduce": 0,
        "useA85": 1,
        "verbose": 0,
        "warnOnMissingFontGlyphs": 0,
        "wrapA85": 0,
        "xmlParser": "lxml",
    }
)


def _refuse(*_: object, **__: object) -> NoReturn:
    message = "briefgen keeps this part of ReportLab shut"
    raise RuntimeError(message)


def _enter(name: str, **content: object) -> None:
    """Enter a module of our own under a name, unless ReportLab was imported by somebody before."""
    if name not in sys.modules:
        module = ModuleType(name)
        module.__dict__.update(content)
        sys.modules[name] = module


def _close_doors() -> None:
    for name in DOORS:
        _enter(name)
    _enter(
        "reportlab.lib.rl_safe_eval",
        rl_safe_exec=_refuse,
        rl_safe_eval=_refuse,
        rl_extended_literal_eval=_refuse,
        safer_globals=_refuse,
    )
    _enter("reportlab.lib.rltempfile", get_rl_tempfile=_refuse, get_rl_tempdir=_refuse)


@contextmanager
def clear_environment() -> Iterator[None]:
    """Take away the variables that ReportLab reads, and put them back."""
    names = [name for name in os.environ if name.startswith("RL_") or name == "SOURCE_DATE_EPOCH"]
    taken = {name: os.environ.pop(name) for name in names}
    try:
        yield
    finally:
        os.environ.update(taken)


@contextmanager
def _without_pillow() -> Iterator[None]:
    """Let `from PIL import Image` give None, as ReportLab's `haveImages` foresees, and take it back."""
    if "PIL" in sys.modules or "reportlab.lib.utils" in sys.modules:
        yield
        return
    _enter("PIL", Image=None)
    try:
        yield
    finally:
        del sys.modules["PIL"]


def differences(config: Any) -> list[str]:
    """Return the names of ReportLab's settings that are not what they were when this was written."""
    absent = object()
    return [name for name, value in SETTINGS.items() if getattr(config, name, absent) != value]


def _import() -> tuple[Any, Any]:
    _close_doors()
    with clear_environment(), _without_pillow():
        from reportlab import rl_config
        from reportlab.pdfbase import pdfdoc
        from reportlab.pdfgen.canvas import Canvas
    changed = differences(rl_config)
    if changed:
        message = f"ReportLab's settings were changed: {', '.join(changed)}"
        raise RuntimeError(message)
    rl_config.toColorCanUse = None
    return pdfdoc, Canvas


pdfdoc, Canvas = _import()
