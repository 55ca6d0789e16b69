"""EDTF level 1 dates (the shared subset of the domain page) in three calendars."""
