"""Families: kinds of sites, each a base spider whose docstring is its manual."""
