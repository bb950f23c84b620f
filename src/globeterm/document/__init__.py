"""Foreign HTML to documents: blocks of styled text, and what a page says around its story."""
