"""The web: one caching client over httpx, polite and bounded. It knows nothing of feeds or articles."""
