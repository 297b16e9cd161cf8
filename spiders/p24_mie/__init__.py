"""Sources of bodies in 三重県."""
