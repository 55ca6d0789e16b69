"""What we have said: dated editions, each a BagIt bag, chained to the one before, never changed afterwards."""

from briefgen.editions.archive import open_archive
from briefgen.editions.filesystem import FileSystem, LocalFiles
from briefgen.editions.model import Archive, Edition, Kind

__all__ = ["Archive", "Edition", "FileSystem", "Kind", "LocalFiles", "open_archive"]
