"""What we know: the records of a topic, read strictly and typed.

The door: `load_topic` reads a topic folder into a `RecordSet`. Reading YAML is in `read`, the tables of keys in
`sources`, `claims` and `brief`, dates in `dates` and `dateprint`, prose in `prose` and `markup`.
"""

from briefgen.records.dates import Edtf
from briefgen.records.store import RecordSet, Relation, load_topic, topics

__all__ = ["Edtf", "RecordSet", "Relation", "load_topic", "topics"]
