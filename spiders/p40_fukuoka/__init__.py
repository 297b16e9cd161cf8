"""Sources of bodies in 福岡県."""
