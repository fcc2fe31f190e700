"""`python -m wedforms`: the command line."""

from wedforms.cli import main

if __name__ == "__main__":
    main()
