"""Opening a hostile file: standard input and nothing else can be read, and only as a container that we know."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Discard, Disposition
from av.video.stream import VideoStream

from transcripts.media.problems import CutOff, NoSound, NotMedia, UnknownSound

# Containers that hold sound of their own. What is missing here is missing on purpose: playlists and manifests (hls,
# dash, concat, sdp) read other files and addresses, image2 reads its neighbours, subtitles and pictures hold no sound.
FORMATS = (
    "aac ac3 aiff amr ape asf au avi caf dsf dss dts dv eac3 flac flv gsm latm loas matroska,webm "
    "mov,mp4,m4a,3gp,3g2,mj2 mp3 mpc mpc8 mpeg mpegts mxf nut ogg oma qcp rm shn tak tta voc w64 wav wtv wv xwma"
)
# To know when a video begins, FFmpeg decodes its first pictures. It may do so with the codecs that nearly all videos
# use, whose decoders are the most tested; the hundreds of old and rare ones are where its holes have been.
VIDEO_CODECS = "h264 hevc vp8 vp9 av1 libdav1d mpeg4 mpeg2video mpeg1video h263 mjpeg"
# Errors in a row after which a damaged file is taken to have ended.
MOST_ERRORS = 100
# Bytes.
_WAV_PACKET = 32 * 1024
_STILL = Disposition.attached_pic | Disposition.timed_thumbnails


@cache
def known_codecs() -> str:
    """All that FFmpeg may use; worth knowing before cells are forked, for it takes a millisecond or two."""
    return ",".join([*_sound_decoders(), *VIDEO_CODECS.split()])


def _sound_decoders() -> Iterator[str]:
    for name in sorted(av.codecs_available):
        with suppress(ValueError):  # it only encodes
            codec = av.Codec(name, "r")
            if codec.type == "audio":
                yield codec.name


def open_source(begins_like_media: bool) -> InputContainer:
    """What lies at standard input. Raises CutOff or NotMedia."""
    options = {
        "protocol_whitelist": "fd",
        "format_whitelist": FORMATS.replace(" ", ","),
        "codec_whitelist": known_codecs(),
        **_wav_at_a_stretch(),
    }
    try:
        return av.open("fd:", "r", options=options, metadata_errors="replace")
    except MemoryError:
        raise
    except av.FFmpegError as error:
        raise (CutOff if begins_like_media else NotMedia) from error


def _wav_at_a_stretch() -> dict[str, str]:
    """FFmpeg cuts a WAV into packets of a sixteenth of a second, each of which costs us as much as a longer one.

    It may hold DTS where it says PCM, so FFmpeg would ask all its formats about ever more of it: the first packet tells as well.
    """
    is_wav = os.pread(0, 12, 0)[8:] == b"WAVE"
    return {"max_size": str(_WAV_PACKET), "max_probe_packets": "1"} if is_wav else {}


def sound_streams(container: InputContainer) -> list[AudioStream]:
    """The sound tracks that can be decoded. Raises NoSound, UnknownSound or NotMedia."""
    streams = [stream for stream in container.streams if isinstance(stream, AudioStream)]
    readable = [stream for stream in streams if stream.codec_context is not None]
    for stream in readable:
        # Threads gain nothing for sound, and each takes address space on a machine with many processors.
        stream.codec_context.thread_count = 1
    if readable:
        return readable
    if streams:
        raise UnknownSound
    raise NoSound if video_stream(container) else NotMedia


def video_stream(container: InputContainer) -> VideoStream | None:
    """The moving pictures that a player would show, if there are any; a cover or chapter picture does not count."""
    moving = [s for s in container.streams if isinstance(s, VideoStream) and not s.disposition & _STILL]
    return next(
        (stream for stream in moving if stream.disposition & Disposition.default), next(iter(moving), None)
    )


def choose(streams: list[AudioStream], index: int | None = None) -> AudioStream:
    """The track with this index, else the one that a player would start with."""
    for stream in streams:
        if stream.index == index:
            return stream
    return next((stream for stream in streams if stream.disposition & Disposition.default), streams[0])


def only(container: InputContainer, *chosen: AudioStream | VideoStream) -> None:
    """Let FFmpeg skip all other tracks, where the container allows it without even reading them."""
    indexes = {stream.index for stream in chosen}
    for stream in container.streams:
        stream.discard = Discard.default if stream.index in indexes else Discard.all


def packets(container: InputContainer, *streams: AudioStream | VideoStream) -> Iterator["Packet[Any]"]:
    """Packets of these tracks to the end of the file, past damaged places; last an empty one of each that flushes."""
    errors = 0
    while errors < MOST_ERRORS:
        try:
            for packet in container.demux(*streams):
                errors = 0
                yield packet
        except av.FFmpegError:
            # FFmpeg's MemoryError too: a damaged packet claims to be gigabytes long.
            errors += 1
        except IndexError:
            # A track that begins in the middle of a broadcast is unknown to PyAV; its packet is behind us.
            continue
        else:
            return


def decoded(packet: "Packet[Any]") -> list[Any]:
    """The frames in a packet; none where it is damaged."""
    try:
        return packet.decode()
    except av.FFmpegError:
        return []


@dataclass(frozen=True, slots=True)
class Piece:
    """A decoded frame; of its samples the first `lead` and the last `tail` are the encoder's padding, not sound."""

    frame: AudioFrame
    lead: int
    tail: int

    @property
    def rate(self) -> int:
        return self.frame.sample_rate or 1


def pieces(container: InputContainer, stream: AudioStream) -> Iterator[Piece]:
    """All frames of one track with their padding left on; damaged packets are left out.

    Containers note the padding differently or not at all, so only with it are the samples of a remuxed copy the same.
    """
    stream.codec_context.options = {"flags2": "+skip_manual"}
    lead = 0
    for packet in packets(container, stream):
        noted, tail = _padding(packet)
        lead = noted or lead
        for frame in decoded(packet):
            here = min(lead, frame.samples)
            lead -= here
            yield Piece(frame, here, min(tail, frame.samples - here))


def _padding(packet: "Packet[AudioStream]") -> tuple[int, int]:
    """Samples to leave out from here on and at this packet's end: FFmpeg's AV_PKT_DATA_SKIP_SAMPLES, two u32le."""
    if not packet.has_sidedata("skip_samples"):
        return 0, 0
    noted = bytes(packet.get_sidedata("skip_samples"))
    return int.from_bytes(noted[:4], "little"), int.from_bytes(noted[4:8], "little")
