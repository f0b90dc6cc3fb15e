"""One page answers one question a person asks."""
