"""Tests of the screens: the real app over a library in memory."""
