"""The program itself, for tests that start it: ``chotatsu`` with the arguments that are given."""

from crawlers.cli import main

main()
