"""Commands of the command line that would crowd ``etl.cli``; each module adds its own to the application."""
