"""Pictures: foreign bytes → a small picture of our own making → what a terminal shows. Pillow, in the workshop."""
