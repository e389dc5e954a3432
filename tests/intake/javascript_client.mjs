// tus-js-client under node: `node javascript_client.mjs ENDPOINT TOKEN FILE CHUNK METADATA DEFERRED`; says what became of it as JSON.

import { createReadStream, statSync } from "node:fs";
import { createRequire } from "node:module";
import { PassThrough } from "node:stream";

const tus = createRequire(`${process.cwd()}/`)("tus-js-client");
const [endpoint, token, file, chunk, metadata, deferred] = process.argv.slice(2);

// Of a file the client knows the size, whatever we say; of a stream it does not.
const source = deferred ? createReadStream(file).pipe(new PassThrough()) : createReadStream(file);

const upload = new tus.Upload(source, {
  endpoint,
  chunkSize: Number(chunk),
  uploadSize: deferred ? undefined : statSync(file).size,
  uploadLengthDeferred: Boolean(deferred),
  headers: { Authorization: `Bearer ${token}` },
  metadata: JSON.parse(metadata),
  retryDelays: [100, 200, 500, 1000, 2000, 5000, 5000],
  onChunkComplete: (_size, accepted) => console.log(JSON.stringify({ accepted, url: upload.url })),
  onSuccess: () => console.log(JSON.stringify({ done: upload.url })),
  onError: (error) => {
    const answer = error.originalResponse;
    console.log(JSON.stringify({ failed: answer?.getStatus(), said: answer?.getBody(), why: String(error) }));
  },
});
upload.start();
