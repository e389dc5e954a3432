// A microphone that the person has let us use: its sound, how loud it is, and which others there are.

// Speech across a table: nothing may be taken for echo or noise, but quiet people should be heard.
const WISHES = { echoCancellation: false, noiseSuppression: false, autoGainControl: true };
// Quieter than this is nothing for the meter: full scale is 0 dB.
const FLOOR = -60;

export class Microphone {
  // Rejects with the browser's own error, whose name says why: NotAllowedError, NotFoundError, NotReadableError, …
  static async open(device = "") {
    const audio = device ? { ...WISHES, deviceId: { exact: device } } : WISHES;
    return new Microphone(await navigator.mediaDevices.getUserMedia({ audio }));
  }

  constructor(stream) {
    this.stream = stream;
    this.context = new AudioContext();
    this.analyser = this.context.createAnalyser();
    this.analyser.fftSize = 2048;
    this.samples = new Float32Array(this.analyser.fftSize);
    this.context.createMediaStreamSource(stream).connect(this.analyser);
  }

  get track() {
    return this.stream.getAudioTracks()[0];
  }

  get device() {
    return this.track.getSettings().deviceId;
  }

  // From 0 (nothing) to 1 (as loud as it can be), evenly in decibels, as one hears it.
  get level() {
    this.analyser.getFloatTimeDomainData(this.samples);
    const peak = this.samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0);
    return peak ? Math.max(0, 1 - (20 * Math.log10(peak)) / FLOOR) : 0;
  }

  // [{deviceId, label}]; browsers tell the names only after the person has said yes.
  static async all() {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter(({ kind, deviceId }) => kind === "audioinput" && deviceId);
  }

  close() {
    for (const track of this.stream.getTracks()) track.stop();
    this.context.close();
  }
}
