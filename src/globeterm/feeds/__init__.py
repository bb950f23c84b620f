"""Feeds: what a feed document says, what of it is new, when to ask again, and where a site keeps its feeds."""
