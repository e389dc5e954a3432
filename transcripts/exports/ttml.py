"""EBU-TT-D, the TTML that broadcasters distribute (EBU Tech 3380): one region below, centred, two lines high."""

from xml.sax.saxutils import escape, quoteattr

from transcripts.errors import gettext_noop
from transcripts.exports.clock import stamp
from transcripts.exports.exported import Exported, Format, Options
from transcripts.text.cues import Cue

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>{comment}
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:ebuttm="urn:ebu:tt:metadata" ttp:timeBase="media" ttp:cellResolution="50 30" xml:lang={language}>
  <head>
    <metadata>
      <ebuttm:documentMetadata>
        <ebuttm:conformsToStandard>urn:ebu:tt:distribution:2018-04</ebuttm:conformsToStandard>
      </ebuttm:documentMetadata>{agents}
    </metadata>
    <styling>
      <style xml:id="below" tts:fontFamily="proportionalSansSerif" tts:fontSize="160%" tts:lineHeight="125%" tts:textAlign="center" tts:color="#FFFFFFFF"/>
      <style xml:id="words" tts:backgroundColor="#000000C2"/>
    </styling>
    <layout>
      <region xml:id="bottom" tts:origin="10% 10%" tts:extent="80% 80%" tts:displayAlign="after"/>
    </layout>
  </head>
"""
# Left out where nothing is said: a division without a paragraph is none.
_BODY = """\
  <body>
    <div style="below">
{paragraphs}    </div>
  </body>
"""
_TAIL = "</tt>\n"


def write(transcript: Exported, options: Options) -> bytes:
    made = transcript.cues(options.preset)
    # Two hyphens would end the comment.
    estimated = transcript.labels.estimated.replace("--", "- -")
    agents = _agents(made) if options.speakers else {}
    head = _HEAD.format(
        comment=f"\n<!-- {estimated} -->" if transcript.is_estimated else "",
        language=quoteattr(transcript.speech),
        agents="".join(map(_agent, agents.items())),
    )
    paragraphs = "".join(_paragraph(number, cue, agents) for number, cue in enumerate(made, 1))
    body = _BODY.format(paragraphs=paragraphs) if made else ""
    return (head + body + _TAIL).encode()


def _agents(made: list[Cue]) -> dict[str, str]:
    """Each speaker's id."""
    names = dict.fromkeys(cue.speaker for cue in made if cue.speaker)
    return {name: f"speaker{number}" for number, name in enumerate(names, 1)}


def _agent(named: tuple[str, str]) -> str:
    name, mark = named
    return (
        f'\n      <ttm:agent xml:id="{mark}" type="person">'
        f'<ttm:name type="full">{escape(name)}</ttm:name></ttm:agent>'
    )


def _paragraph(number: int, cue: Cue, agents: dict[str, str]) -> str:
    agent = f' ttm:agent="{agents[cue.speaker]}"' if cue.speaker in agents else ""
    lines = "<br/>".join(escape(line) for line in cue.lines)
    return (
        f'      <p xml:id="cue{number}" region="bottom" begin="{stamp(cue.start)}" end="{stamp(cue.end)}"{agent}>'
        f'<span style="words">{lines}</span></p>\n'
    )


FORMAT = Format(
    "ttml", gettext_noop("Subtitles (EBU-TT-D)"), "application/ttml+xml", write, takes=("preset", "speakers")
)
