"""Words as data: one TOML file per noun, each row with a phrase that shows it."""
