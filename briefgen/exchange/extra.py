"""What to say where a reader's package is not installed."""

from briefgen.diagnostics import Span, bad_input
from briefgen.errors import UsageError

__all__ = ["missing"]


def missing(what: str, package: str, name: str) -> UsageError:
    """Return the error for a file whose format needs a package of the extra `import`."""
    message = f"reading {what} needs the package {package}, which is not installed"
    return UsageError(bad_input("exchange.extra", Span(name), message, "pip install 'briefgen[import]'"))
