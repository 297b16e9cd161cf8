"""Sources of bodies in 岩手県."""
