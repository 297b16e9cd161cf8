"""Sources of bodies in p26_kyoto."""
