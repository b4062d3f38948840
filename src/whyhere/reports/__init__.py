"""Reports: bytes of any supported kind → :class:`~whyhere.records.Report`, and families of reports that print one text.

``read_path``, ``read_text``, ``read_html`` and ``read_fetched`` read; ``sift_path`` and ``sift`` pass over what is not
wanted; ``fetch`` is the only network door; ``FamilyIndex`` finds copies. What cannot be read is yielded (or raised) as
a ReportError that names the file, the place and the mend.
"""

from __future__ import annotations

from whyhere.reports.families import FamilyIndex, family_text
from whyhere.reports.fetch import Fetched, Limits, fetch
from whyhere.reports.normalise import normalise
from whyhere.reports.page import read_html
from whyhere.reports.plain import read_text
from whyhere.reports.read import read_fetched, read_path
from whyhere.reports.sieve import sift, sift_path

__all__ = [
    "FamilyIndex",
    "Fetched",
    "Limits",
    "family_text",
    "fetch",
    "normalise",
    "read_fetched",
    "read_html",
    "read_path",
    "read_text",
    "sift",
    "sift_path",
]
