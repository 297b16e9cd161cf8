"""Bytes to raw notices: pure functions, no network, no clock, no settings."""
