"""Sources of bodies in 青森県."""
