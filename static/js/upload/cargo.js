// What is to be sent, as the transport wants it: a name, a size (null while it still grows), and stretches of bytes.

// A file that somebody chose. `folder`: where it lay in the folder that was dropped, "" for a single file.
export class FileCargo {
  constructor(file, folder = "") {
    this.file = file;
    this.name = file.name;
    this.folder = folder;
    this.size = file.size;
  }

  // The same file again: also after a reload, and in another browser.
  get key() {
    return [this.name, this.folder, this.size, this.file.lastModified].join("\n");
  }

  get metadata() {
    return { filename: this.name, folder: this.folder, modified: this.file.lastModified };
  }

  async slice(start, end) {
    return { value: this.file.slice(start, end), done: end >= this.size };
  }

  // A file that was changed or moved since it was chosen cannot be read any more; to a request that looks like
  // a lost connection.
  async isReadable() {
    try {
      await this.file.slice(0, 1).arrayBuffer();
      return true;
    } catch {
      return false;
    }
  }
}

// What has arrived of a recording whose rest is lost: nothing more comes, and that is all there is to say.
export class Rest {
  constructor({ filename, offset, url }) {
    this.name = filename;
    this.key = url;
    this.size = null;
    this.known = offset;
    this.metadata = {};
  }

  async slice() {
    return { value: null, done: true };
  }

  async isReadable() {
    return true;
  }
}
