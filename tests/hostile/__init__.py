"""What strangers send, through the whole program: no byte of it reaches the terminal as anything but text."""
