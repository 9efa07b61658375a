"""The hub's interfaces as its .proto files tell them: Debian's python3-grpcio, code by Debian's protoc. Arguments: see hub_client.py."""

import json
import pathlib
import subprocess
import sys
import time

import grpc

PROTOS, ADDRESSES, KEYS, STATE, COMMAND, *ARGUMENTS = sys.argv[1:]
generated = pathlib.Path(STATE).parent / "python"
generated.mkdir(exist_ok=True)
sources = sorted(str(p) for p in pathlib.Path(PROTOS).glob("logistics/**/*.proto"))
subprocess.run(["protoc", f"-I{PROTOS}", f"--python_out={generated}", *sources], check=True)
sys.path.insert(0, str(generated))

from google.protobuf.timestamp_pb2 import Timestamp  # noqa: E402
from logistics.partners.v1 import partners_pb2 as partners  # noqa: E402
from logistics.routing.v1 import eta_pb2 as etas  # noqa: E402
from logistics.routing.v1 import replanning_pb2 as replanning  # noqa: E402
from logistics.routing.v1 import routing_pb2 as routing  # noqa: E402
from logistics.shipments.v1 import shipments_pb2 as shipments  # noqa: E402
from logistics.tags.v1 import tags_pb2 as tags  # noqa: E402
from logistics.types.v1 import types_pb2 as types  # noqa: E402

addresses = json.loads(pathlib.Path(ADDRESSES).read_text())
state = json.loads(pathlib.Path(STATE).read_text())


def until(seen, otherwise, patience=90):
    """Asks until there is an answer that is not None."""
    end = time.time() + patience
    while time.time() < end:
        answer = seen()
        if answer is not None:
            return answer
        time.sleep(0.3)
    sys.exit(f"{otherwise} within {patience} s")


def call(service, method, request, answer, client=None, patience=90):
    """One unary call; UNAVAILABLE is tried again, as a carrier's client should while a part of the hub restarts."""
    until = time.time() + patience
    while True:
        try:
            headers = [("authorization", f"Bearer {token(client)}")] if client else []
            name = service.split(".")[1].capitalize()
            with grpc.insecure_channel(addresses[name]) as channel:
                stub = channel.unary_unary(
                    f"/{service}/{method}", request_serializer=lambda m: m.SerializeToString(), response_deserializer=answer.FromString)
                return stub(request, timeout=20, metadata=headers)
        except grpc.RpcError as error:
            again = error.code() in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED)
            if not again or time.time() > until:
                reason = dict(error.trailing_metadata() or ()).get("reason")
                sys.exit(f"{method}: {error.code().name} {reason}: {error.details()}")
            time.sleep(0.5)


def token(client):
    secret = json.loads((pathlib.Path(KEYS) / f"client-{client}.json").read_text())["secret"]
    return call("logistics.partners.v1.TokenService", "IssueToken",
                partners.IssueTokenRequest(client_id=client, client_secret=secret), partners.IssueTokenResponse).access_token
