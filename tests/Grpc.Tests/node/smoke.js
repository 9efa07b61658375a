// Learns the server's services by reflection and calls one of each kind, as a client that knows only the address does.
// node smoke.js ADDRESS; prints a line per call, exits non-zero on the first that fails.
const assert = require('node:assert');
const path = require('node:path');
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const address = process.argv[2];
const credentials = grpc.credentials.createInsecure();
const deadline = () => ({ deadline: Date.now() + 10000 });
const options = { longs: Number, keepCase: true, oneofs: true, bytes: Buffer };

function collect(stream) {
  return new Promise((resolve, reject) => {
    const items = [];
    stream.on('data', (item) => items.push(item)).on('end', () => resolve(items)).on('error', reject);
  });
}

async function reflect(service) {
  const known = grpc.loadPackageDefinition(loader.loadSync(path.join(__dirname, 'reflection.proto'), options));
  const client = new known.grpc.reflection.v1.ServerReflection(address, credentials);
  const stream = client.ServerReflectionInfo(deadline());
  stream.write({ list_services: '' });
  stream.write({ file_containing_symbol: service });
  stream.end();
  const [list, files] = await collect(stream);
  client.close();
  return {
    names: list.list_services_response.service.map((s) => s.name),
    files: files.file_descriptor_response.file_descriptor_proto,
  };
}

// A FileDescriptorSet is its files as field 1, each with its length before it.
function descriptorSet(files) {
  return Buffer.concat(files.flatMap((file) => {
    const head = [0x0a];
    let length = file.length;
    for (; length > 127; length >>= 7) head.push((length & 127) | 128);
    return [Buffer.from([...head, length]), file];
  }));
}

async function main() {
  const service = 'logistics.conformance.v1.Conformance';
  const { names, files } = await reflect(service);
  assert(names.includes(service), `${names}`);
  console.log('ok reflection');

  const found = grpc.loadPackageDefinition(loader.loadFileDescriptorSetFromBuffer(descriptorSet(files), options));
  const client = new found.logistics.conformance.v1.Conformance(address, credentials);
  const unary = (name, request) => new Promise((resolve, reject) =>
    client[name](request, deadline(), (error, answer) => (error ? reject(error) : resolve(answer))));

  assert.strictEqual((await unary('Echo', { number: 7, text: 'Grüße' })).text, 'Grüße');
  console.log('ok unary');

  assert.deepStrictEqual((await collect(client.Count({ number: 3 }, deadline()))).map((i) => i.number), [1, 2, 3]);
  console.log('ok server streaming');

  const sum = await new Promise((resolve, reject) => {
    const call = client.Sum(deadline(), (error, answer) => (error ? reject(error) : resolve(answer)));
    for (let n = 1; n <= 10; n++) call.write({ number: n });
    call.end();
  });
  assert.strictEqual(sum.number, 55);
  console.log('ok client streaming');

  const talk = client.Talk(deadline());
  talk.write({ number: 1, text: 'a' });
  talk.end();
  assert.strictEqual((await collect(talk))[0].text, 'heard a');
  console.log('ok bidirectional streaming');

  const error = await unary('End', { code: 9, detail: 'für später' }).then(() => null, (e) => e);
  assert.strictEqual(error.code, grpc.status.FAILED_PRECONDITION);
  assert.strictEqual(error.details, 'für später');
  // Node's HTTP/2 joins a repeated header, which the protocol allows.
  assert.strictEqual(error.metadata.get('reason').join(', '), 'as-asked, again');
  assert.deepStrictEqual(error.metadata.get('reason-bin'), [Buffer.from([0, 255, 1])]);
  console.log('ok status and trailers');
  client.close();
}

main().catch((error) => { console.error(error); process.exit(1); });
