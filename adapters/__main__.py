"""`python -m adapters` is `sommelier`."""

from adapters.cli.app import main

main()
