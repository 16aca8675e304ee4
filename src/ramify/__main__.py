"""`python -m ramify`: the command line, for where its script is not on the path."""

from ramify.cli import main

main()
