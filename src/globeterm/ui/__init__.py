"""The screens: what the reader sees and presses. State goes down to the widgets, messages come up from them."""
