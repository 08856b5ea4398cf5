"""Hears and speaks: the web server, the channels, and the wiring of it all."""
