"""The commands, by what they are about; `mentorship/cli.py` puts them together."""
