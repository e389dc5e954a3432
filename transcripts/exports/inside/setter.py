"""The process that sets one PDF: an order as JSON comes in, the file goes out. Runs alone, without the rest of the program."""

import json
import os
import resource
import shutil
import sys
import tempfile
from pathlib import Path

PAGE = Path(__file__).with_name("transcript.typ")


def main(seconds: int, memory: int) -> None:
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    order = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(_made(order["fonts"], json.dumps(order["data"], ensure_ascii=False)))


def _made(fonts: str, data: str) -> bytes:
    import typst

    # It may read what lies under its root: the page alone.
    with tempfile.TemporaryDirectory(prefix="pdf-") as root:
        page = shutil.copy(PAGE, root)
        compiler = typst.Compiler(page, root=root, font_paths=[fonts], sys_inputs={"data": data})
        try:
            made = compiler.compile(pdf_standards=["ua-1"])
        except typst.TypstError:
            # The standard wants a drawing of every letter; a word in a script without a font here is no reason to give none.
            made = compiler.compile()
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
