"""Tests of the web room: real sockets on 127.0.0.1, real cache files, a clock that is moved by hand."""
