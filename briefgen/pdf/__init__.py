"""How a brief is written: laid-out pages to the bytes of a tagged PDF. The only room that knows ReportLab."""

from briefgen.pdf.write import write_pdf

__all__ = ["write_pdf"]
