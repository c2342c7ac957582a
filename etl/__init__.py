"""From articles to figures and cooperation events, one article at a time."""
