"""Works from other programs and for them: CSL-JSON, BibTeX and RIS in, CSL-JSON out.

The door: `import_works` makes records of a file, `place` writes them into a topic, `export_works` gives CSL-JSON.
"""

from briefgen.exchange.exporting import export_works
from briefgen.exchange.importing import FORMATS, Imported, import_works
from briefgen.exchange.placing import place

__all__ = ["FORMATS", "Imported", "export_works", "import_works", "place"]
