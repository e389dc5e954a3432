"""The process that sets one page: an order as JSON comes in, the file goes out. Runs alone, without the rest of the program.

`{"fonts", "page", "data", "picture"?: {"kind", "content"}}`: `page` is one of the `.typ` files here, the picture lies beside it.
"""

import base64
import json
import os
import resource
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any


def main(seconds: int, memory: int) -> None:
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.buffer.write(_made(json.load(sys.stdin.buffer)))


def _made(order: dict[str, Any]) -> bytes:
    import typst

    # It may read what lies under its root: the page and its picture alone.
    with tempfile.TemporaryDirectory(prefix="pdf-") as root:
        page = shutil.copy(Path(__file__).with_name(f"{order['page']}.typ"), root)
        if picture := order.get("picture"):
            Path(root, f"picture.{picture['kind']}").write_bytes(base64.b64decode(picture["content"]))
        told = {"data": json.dumps(order["data"], ensure_ascii=False)}
        compiler = typst.Compiler(page, root=root, font_paths=[order["fonts"]], sys_inputs=told)
        made = compiler.compile(format="png", ppi=300) if order["page"] == "logo" else _pdf(compiler)
    if not isinstance(made, bytes):
        raise TypeError("it is one file")
    return made


def _pdf(compiler: Any) -> Any:
    import typst

    try:
        return compiler.compile(pdf_standards=["ua-1"])
    except typst.TypstError:
        # The standard wants a drawing of every letter; a word in a script without a font here is no reason to give none.
        return compiler.compile()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
