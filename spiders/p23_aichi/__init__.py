"""Sources of bodies in 愛知県."""
