"""`python -m transcripts.sandbox`: the sandbox without Django, in 30 MB."""

import logging
import sys
from argparse import ArgumentParser

from transcripts.sandbox import BadOption, add_arguments, from_arguments, serve


def main() -> None:
    parser = ArgumentParser("python -m transcripts.sandbox", description="A HiSpeech stand-in over HTTP.")
    add_arguments(parser)
    given = parser.parse_args()
    logging.basicConfig(
        stream=sys.stdout, level=logging.INFO, format="%(asctime)s %(levelname).1s %(name)s: %(message)s"
    )
    try:
        serve(given.host, given.port, from_arguments(given))
    except BadOption as bad:
        parser.error(str(bad))
    except (OSError, OverflowError) as error:
        parser.exit(1, f"{parser.prog}: {error}\n")


if __name__ == "__main__":
    main()
