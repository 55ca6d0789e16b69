"""Where it goes: the brief's tree in, pages of positioned fragments out."""

from briefgen.layout.frames import Pages
from briefgen.layout.setting import lay_out, lay_out_by_page
from briefgen.layout.style import Style, style_from

__all__ = ["Pages", "Style", "lay_out", "lay_out_by_page", "style_from"]
