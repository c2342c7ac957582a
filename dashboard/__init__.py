"""The page: asks the warehouse by named queries, draws what it answers, and leads from every mark to its sentence."""
