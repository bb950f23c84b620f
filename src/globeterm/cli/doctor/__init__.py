"""``doctor``: what this machine, this library and the site are able to do, and what is wrong with them."""
