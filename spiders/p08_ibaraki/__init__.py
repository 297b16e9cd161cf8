"""Sources of bodies in 茨城県."""
