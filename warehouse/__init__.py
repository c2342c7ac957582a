"""The warehouse: one DuckDB file per generation, built from the lake by SQL, published whole, read only."""
