"""The lake: what was extracted, as Parquet parts that manifests name.

A part is a folder of four Parquet files, written whole under a temporary name and renamed into place; its name is a digest of
the content it holds and of the extractor's version, so writing the same part twice changes nothing. A commit is a manifest that
says which article comes from which part. What no manifest names does not exist, so a run killed at any moment leaves the last
commit as it was, and the parts it finished are found again by :meth:`Lake.known`.
"""

from etl.lake.commit import Commit, Entry, Rejected
from etl.lake.compaction import compact
from etl.lake.durable import LakeError
from etl.lake.lake import Lake
from etl.lake.part import Part
from etl.lake.rows import MAX_QUOTE, storable
from etl.lake.schema import SCHEMAS, TABLES
from etl.lake.taken import take_over

__all__ = ["MAX_QUOTE", "SCHEMAS", "TABLES", "Commit", "Entry", "Lake", "LakeError", "Part", "Rejected", "compact", "storable", "take_over"]
