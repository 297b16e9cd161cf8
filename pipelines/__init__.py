"""What happens to what was fetched: extract, normalise, store, link, OCDS, tables."""
