"""The library: one async facade over the web, the workshop and what is stored."""
