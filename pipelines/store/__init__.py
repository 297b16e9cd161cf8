"""The SQL store: SQLite in one file by default, PostgreSQL by address."""
