"""The Globe Post in a terminal."""
