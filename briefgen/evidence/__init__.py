"""Whether we may say it: rules from the records of a topic to diagnostics.

The door: `examine` (with the grade of every quotation) and `check`. `Streams` counts sources that are independent.
"""

from briefgen.evidence.check import Examination, check, examine
from briefgen.evidence.matching import Match
from briefgen.evidence.support import Streams

__all__ = ["Examination", "Match", "Streams", "check", "examine"]
