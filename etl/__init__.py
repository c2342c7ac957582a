"""From articles to figures and cooperation events, one article at a time."""

from etl.compiled import use_compiled

use_compiled()
