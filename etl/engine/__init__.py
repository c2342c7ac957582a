"""What runs the extraction of many articles: each engine is one small file."""
