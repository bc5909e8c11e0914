"""Feeds: what administrators do with them, when each is visited, and what a visit takes in."""
