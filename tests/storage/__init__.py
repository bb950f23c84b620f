"""Tests of the storage room: real library files in a temporary folder, real processes that are killed."""
