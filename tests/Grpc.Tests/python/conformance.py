"""Conformance cases against the test server, run with Debian's python3-grpcio.

conformance.py FOLDER PLAIN_PORT TLS_PORT CLIENT_CERTIFICATE_PORT
Prints a line per case: "PASS case", or "FAIL case: why".
"""
import pathlib
import sys
import threading
import uuid

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

FOLDER = pathlib.Path(sys.argv[1])
PLAIN, TLS, MTLS = (f"localhost:{port}" for port in sys.argv[2:5])
SERVICE = "logistics.conformance.v1.Conformance"
FILES = descriptor_pb2.FileDescriptorSet.FromString((FOLDER / "descriptors.binpb").read_bytes())
TYPES = message_factory.GetMessages(FILES.file)
POOL = descriptor_pool.Default()
CASES = []


def make(name, **fields):
    return TYPES[name](**fields)


def item(**fields):
    return make("logistics.conformance.v1.Item", **fields)


def method(channel, name, service=SERVICE):
    """A stub for one method, of the kind that the descriptor tells."""
    file = next(f for f in FILES.file for s in f.service if f"{f.package}.{s.name}" == service)
    rpc = next(m for s in file.service for m in s.method if f"{file.package}.{s.name}" == service and m.name == name)
    kind = ("stream" if rpc.client_streaming else "unary") + "_" + ("stream" if rpc.server_streaming else "unary")
    return getattr(channel, kind)(
        f"/{service}/{name}",
        request_serializer=TYPES[rpc.input_type.lstrip(".")].SerializeToString,
        response_deserializer=TYPES[rpc.output_type.lstrip(".")].FromString)


def case(function):
    CASES.append((function.__name__, function))
    return function


def equal(actual, expected):
    if actual != expected:
        raise AssertionError(f"expected {expected!r}, got {actual!r}")


def fails(call, code):
    """Runs the call, which must fail with the code; gives the error."""
    try:
        answer = call()
    except grpc.RpcError as error:
        equal(error.code(), code)
        return error
    raise AssertionError(f"expected {code}, got the answer {answer!r}")


def call_id():
    return str(uuid.uuid4())


def observed(identifier):
    return method(channel, "Observe")(make("logistics.conformance.v1.CallId", id=identifier), timeout=10)


channel = grpc.insecure_channel(PLAIN)


# Call kinds

@case
def unary():
    equal(method(channel, "Echo")(item(number=7, text="Grüße"), timeout=10), item(number=7, text="Grüße"))


@case
def client_streaming():
    equal(method(channel, "Sum")((item(number=n) for n in range(1, 101)), timeout=10).number, 5050)


@case
def server_streaming():
    equal([i.number for i in method(channel, "Count")(item(number=100), timeout=10)], list(range(1, 101)))


@case
def bidirectional_streaming():
    # Each request is made only after the answer to the one before has come: neither side waits for the other's end.
    heard = threading.Semaphore(1)

    def requests():
        for n in range(20):
            if not heard.acquire(timeout=5):
                return
            yield item(number=n, text=str(n))

    answers = []
    for answer in method(channel, "Talk")(requests(), timeout=10):
        answers.append((answer.number, answer.text))
        heard.release()
    equal(answers, [(n, f"heard {n}") for n in range(20)])


@case
def empty_streams():
    equal(method(channel, "Sum")(iter(()), timeout=10).number, 0)
    equal(list(method(channel, "Count")(item(number=0), timeout=10)), [])
    equal(list(method(channel, "Talk")(iter(()), timeout=10)), [])


# Deadlines

@case
def deadline_reaches_the_server():
    identifier = call_id()
    method(channel, "Echo")(item(), timeout=30, metadata=[("call-id", identifier)])
    seconds = observed(identifier).deadline_seconds
    if not 20 < seconds < 31:  # the client rounds up
        raise AssertionError(f"the server saw a deadline in {seconds} s")


@case
def deadline_passes():
    identifier = call_id()
    fails(lambda: method(channel, "Hang")(item(), timeout=0.2, metadata=[("call-id", identifier)]),
          grpc.StatusCode.DEADLINE_EXCEEDED)
    equal(observed(identifier).cancelled, True)


@case
def deadline_passes_in_a_stream():
    identifier = call_id()
    stream = method(channel, "HangStream")(item(number=2), timeout=0.3, metadata=[("call-id", identifier)])
    equal([next(stream).number, next(stream).number], [1, 2])
    fails(lambda: next(stream), grpc.StatusCode.DEADLINE_EXCEEDED)
    equal(observed(identifier).cancelled, True)


# Cancellation

@case
def client_cancels_unary():
    identifier = call_id()
    future = method(channel, "Hang").future(item(), metadata=[("call-id", identifier)])
    threading.Timer(0.2, future.cancel).start()
    try:
        future.result(timeout=10)
        raise AssertionError("the call was answered")
    except grpc.FutureCancelledError:
        equal(future.code(), grpc.StatusCode.CANCELLED)
    equal(observed(identifier).cancelled, True)


@case
def client_cancels_stream():
    identifier = call_id()
    stream = method(channel, "HangStream")(item(number=3), metadata=[("call-id", identifier)])
    equal([next(stream).number for _ in range(3)], [1, 2, 3])
    stream.cancel()
    fails(lambda: next(stream), grpc.StatusCode.CANCELLED)
    equal(observed(identifier).cancelled, True)


@case
def server_cancels_stream():
    stream = method(channel, "Count")(item(number=2, text="Cancelled"), timeout=10)
    equal([next(stream).number, next(stream).number], [1, 2])
    equal(fails(lambda: next(stream), grpc.StatusCode.CANCELLED).details(), "as asked")


# Metadata and trailers

def mirrored(*sent):
    _, call = method(channel, "Mirror").with_call(item(), timeout=10, metadata=sent)
    equal(entries(call.initial_metadata(), "echo"), list(sent))
    equal(entries(call.trailing_metadata(), "echo"), list(sent)[::-1])


def entries(metadata, prefix):
    return [tuple(entry) for entry in metadata if entry.key.startswith(prefix)]


@case
def metadata_and_trailers():
    mirrored(("echo", "one; two"), ("echo-other", "with space"))


@case
def binary_metadata_and_trailers():
    mirrored(("echo-bin", bytes(range(256))), ("echo-other-bin", b"\x00\xff"))


@case
def trailers_with_an_error():
    error = fails(lambda: method(channel, "End")(make("logistics.conformance.v1.Ending", code=9), timeout=10),
                  grpc.StatusCode.FAILED_PRECONDITION)
    equal(entries(error.trailing_metadata(), "reason"),
          [("reason", "as-asked"), ("reason", "again"), ("reason-bin", b"\x00\xff\x01")])


# Status codes

def status(code):
    def run():
        ending = make("logistics.conformance.v1.Ending", code=code.value[0], detail=f"code {code.value[0]}")
        if code is grpc.StatusCode.OK:
            _, call = method(channel, "End").with_call(ending, timeout=10)
            equal(call.code(), grpc.StatusCode.OK)
            equal(entries(call.trailing_metadata(), "reason-bin"), [("reason-bin", b"\x00\xff\x01")])
        else:
            equal(fails(lambda: method(channel, "End")(ending, timeout=10), code).details(), f"code {code.value[0]}")
    run.__name__ = f"status_{code.value[0]}"
    return run


for status_code in grpc.StatusCode:
    case(status(status_code))


@case
def status_detail_beyond_ascii():
    detail = "Lüdenscheid → 100 % zu\nzweite Zeile"
    error = fails(lambda: method(channel, "End")(make("logistics.conformance.v1.Ending", code=5, detail=detail), timeout=10),
                  grpc.StatusCode.NOT_FOUND)
    equal(error.details(), detail)


@case
def unknown_method():
    stub = channel.unary_unary(f"/{SERVICE}/NoSuch", request_serializer=bytes, response_deserializer=bytes)
    fails(lambda: stub(b"", timeout=10), grpc.StatusCode.UNIMPLEMENTED)


# Message size; both sides take 4 MiB unless told otherwise

@case
def request_too_large():
    for _ in range(5):
        fails(lambda: method(channel, "Echo")(item(padding=bytes(5 << 20)), timeout=10), grpc.StatusCode.RESOURCE_EXHAUSTED)


@case
def response_too_large():
    fails(lambda: method(channel, "Echo")(item(response_size=5 << 20), timeout=10), grpc.StatusCode.RESOURCE_EXHAUSTED)


@case
def large_message_below_the_limit():
    equal(len(method(channel, "Echo")(item(padding=bytes(4_000_000)), timeout=10).padding), 4_000_000)


# Compression, as the bytes on the server's side of the wire show it

def wire(compression=None, **fields):
    identifier = call_id()
    padding = bytes(100_000)
    answer = method(channel, "Echo")(item(padding=padding, **fields), timeout=10, compression=compression,
                                     metadata=[("call-id", identifier)])
    equal(answer.padding, padding)
    return observed(identifier)


def compressed(way):
    equal((way.encoding, way.compressed, way.size < 5_000), ("gzip", True, True))


def uncompressed(way):
    equal((way.compressed, way.size > 100_000), (False, True))


@case
def gzip_request():
    seen = wire(compression=grpc.Compression.Gzip)
    compressed(seen.request)
    uncompressed(seen.response)


@case
def gzip_response():
    seen = wire(compress_response=True)
    uncompressed(seen.request)
    compressed(seen.response)


@case
def no_compression_unless_asked():
    seen = wire()
    uncompressed(seen.request)
    uncompressed(seen.response)


# TLS and client certificates

def pem(name):
    return (FOLDER / name).read_bytes()


def who(target, authority="ca.pem", key=None, certificate=None):
    credentials = grpc.ssl_channel_credentials(pem(authority), key and pem(key), certificate and pem(certificate))
    with grpc.secure_channel(target, credentials) as secure:
        return method(secure, "WhoAmI")(item(), timeout=10).text


@case
def tls():
    equal(who(TLS), "nobody")


@case
def tls_unknown_authority():
    fails(lambda: who(TLS, authority="other-ca.pem"), grpc.StatusCode.UNAVAILABLE)


@case
def client_certificate():
    equal(who(MTLS, key="client.key", certificate="client.pem"), "carrier-17")


@case
def client_certificate_missing():
    fails(lambda: who(MTLS), grpc.StatusCode.UNAVAILABLE)


@case
def client_certificate_foreign():
    fails(lambda: who(MTLS, key="foreign.key", certificate="foreign.pem"), grpc.StatusCode.UNAVAILABLE)


# Health

SERVING, NOT_SERVING, SERVICE_UNKNOWN = 1, 2, 3


def health(name, service):
    return method(channel, name, "grpc.health.v1.Health")(
        make("grpc.health.v1.HealthCheckRequest", service=service), timeout=10)


def set_health(healthy):
    method(channel, "SetHealth")(make("logistics.conformance.v1.HealthWish", healthy=healthy), timeout=10)


@case
def health_check():
    try:
        equal([health("Check", service).status for service in ("", SERVICE)], [SERVING, SERVING])
        set_health(False)
        # The failing check is tagged with one service: it concerns that one and the server as a whole.
        equal([health("Check", service).status for service in ("", SERVICE, "grpc.health.v1.Health")],
              [NOT_SERVING, NOT_SERVING, SERVING])
    finally:
        set_health(True)


@case
def health_check_unknown_service():
    fails(lambda: health("Check", "no.such.Service"), grpc.StatusCode.NOT_FOUND)


@case
def health_watch():
    watch = health("Watch", SERVICE)
    try:
        seen = [next(watch).status]
        set_health(False)
        seen.append(next(watch).status)
        set_health(True)
        seen.append(next(watch).status)
        equal(seen, [SERVING, NOT_SERVING, SERVING])
    finally:
        set_health(True)
        watch.cancel()


@case
def health_watch_unknown_service():
    watch = health("Watch", "no.such.Service")
    equal(next(watch).status, SERVICE_UNKNOWN)
    watch.cancel()


# Reflection

def reflect(version="v1", **question):
    package = f"grpc.reflection.{version}"
    request = make(f"{package}.ServerReflectionRequest", host="hub", **question)
    answers = list(method(channel, "ServerReflectionInfo", f"{package}.ServerReflection")(iter([request]), timeout=10))
    equal(len(answers), 1)
    equal((answers[0].valid_host, answers[0].original_request), ("hub", request))
    return answers[0]


def files(answer):
    return [descriptor_pb2.FileDescriptorProto.FromString(f) for f in answer.file_descriptor_response.file_descriptor_proto]


@case
def reflection_lists_services():
    names = [s.name for s in reflect(list_services="").list_services_response.service]
    equal(names, ["grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection", SERVICE])


@case
def reflection_file_by_name():
    equal([f.name for f in files(reflect(file_by_filename="conformance.proto"))],
          ["conformance.proto", "google/protobuf/descriptor.proto"])


@case
def reflection_file_by_symbol():
    for symbol in (SERVICE, f"{SERVICE}.Echo", "logistics.conformance.v1.Item", "logistics.conformance.v1.Item.number",
                   "logistics.conformance.v1.unit"):
        found = files(reflect(file_containing_symbol=symbol))[0]
        equal((found.name, "Item" in [m.name for m in found.message_type]), ("conformance.proto", True))
    nested = files(reflect(file_containing_symbol="grpc.health.v1.HealthCheckResponse.ServingStatus"))
    equal([f.name for f in nested], ["grpc/health/v1/health.proto"])


@case
def reflection_extensions():
    options = "google.protobuf.FieldOptions"
    equal(list(reflect(all_extension_numbers_of_type=options).all_extension_numbers_response.extension_number), [50001])
    question = make("grpc.reflection.v1.ExtensionRequest", containing_type=options, extension_number=50001)
    equal(files(reflect(file_containing_extension=question))[0].name, "conformance.proto")
    question.extension_number = 50002
    equal(reflect(file_containing_extension=question).error_response.error_code, 5)


@case
def reflection_unknown_symbol():
    equal(reflect(file_containing_symbol="no.such.Symbol").error_response.error_code, 5)
    equal(reflect(file_by_filename="no/such.proto").error_response.error_code, 5)
    equal(reflect(all_extension_numbers_of_type="no.such.Type").error_response.error_code, 5)


@case
def reflection_v1alpha():
    found = files(reflect("v1alpha", file_containing_symbol=SERVICE))
    equal(found[0].name, "conformance.proto")


for name, run in CASES:
    try:
        run()
        print(f"PASS {name}", flush=True)
    except Exception as error:  # every case gets its line, whatever went wrong
        print(f"FAIL {name}: {type(error).__name__}: {error}".replace("\n", " | "), flush=True)
