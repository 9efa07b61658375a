"""A client that knows the hub only by its .proto files.

usage: hub_client.py PROTOS ADDRESSES.json KEYS STATE.json COMMAND [ARGUMENT...]
Prints one line of JSON. Every command may be run again: keys are derived from the state, so a repetition changes nothing.
"""

import datetime
import json
import sys
import time

import grpc

from hub_api import ARGUMENTS, COMMAND, Timestamp, addresses, call, etas, routing, shipments, state, tags, token, types

UTC = datetime.timezone.utc


def event_time(seconds_ago):
    stamp = Timestamp()
    stamp.FromSeconds(int(state["began"]) - seconds_ago)
    return types.EventTime(instant=stamp, utc_offset_minutes=60)


def network():
    """Two hubs, a train of lorries between them every ten minutes around the clock, a gateway and a tag."""
    for hub in (routing.Hub(id="DEDTM", name="Dortmund", zone="Europe/Berlin", transfer_minutes=5,
                            position=types.GeoPosition(latitude=51.5136, longitude=7.4653)),
                routing.Hub(id="DEHAG", name="Hagen", zone="Europe/Berlin", transfer_minutes=5,
                            position=types.GeoPosition(latitude=51.3671, longitude=7.4633))):
        call("logistics.routing.v1.NetworkService", "RegisterHub", routing.RegisterHubRequest(hub=hub), routing.Hub, "hub-demo")
    today = datetime.datetime.fromtimestamp(state["began"], UTC).date()
    for start in range(0, 1440, 10):
        service = routing.CarrierService(
            id=f"wl-dtm-hag-{start:04d}", carrier_id="org-westfalen-linie", name=f"Dortmund-Hagen {start // 60:02d}:{start % 60:02d}", mode="road",
            calls=[routing.ServiceCall(hub_id="DEDTM", arrival_minutes=start, departure_minutes=start),
                   routing.ServiceCall(hub_id="DEHAG", arrival_minutes=start + 35, departure_minutes=start + 35)],
            weekdays=[1, 2, 3, 4, 5, 6, 7], valid_from=str(today - datetime.timedelta(days=1)), valid_to=str(today + datetime.timedelta(days=30)),
            capacity_kg=24000)
        call("logistics.routing.v1.NetworkService", "RegisterCarrierService",
             routing.RegisterCarrierServiceRequest(service=service), routing.CarrierService, "westfalen-linie")
    for point in (tags.ReadPoint(id="rp-dtm-gate-in", hub_id="DEDTM", kind="gate-in"), tags.ReadPoint(id="rp-dtm-gate-out", hub_id="DEDTM", kind="gate-out"),
                  tags.ReadPoint(id="rp-hag-gate-in", hub_id="DEHAG", kind="gate-in")):
        call("logistics.tags.v1.GatewayService", "RegisterReadPoint", tags.RegisterReadPointRequest(read_point=point), tags.ReadPoint, "hub-demo")
    for gateway, point in (("gw-dortmund-dock1", "rp-dtm-gate-in"), ("gw-hagen", "rp-hag-gate-in"), ("gw-replay", "rp-dtm-gate-in")):
        call("logistics.tags.v1.GatewayService", "RegisterGateway",
             tags.RegisterGatewayRequest(gateway=tags.Gateway(id=gateway, read_point_id=point)), tags.Gateway, "hub-demo")
    return {"hubs": 2, "services": 144}


def book():
    now = datetime.datetime.fromtimestamp(state["began"], UTC)
    local = lambda t: t.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")  # noqa: E731
    request = shipments.BookShipmentRequest(
        idempotency_key=f"book-{state['run']}", reference=f"SMOKE-{state['run']}", goods_description="Werkzeug",
        parties=[shipments.Party(role=shipments.PARTY_ROLE_CONSIGNOR, organisation_id="org-lenne-werkzeug"),
                 shipments.Party(role=shipments.PARTY_ROLE_CONSIGNEE, contact=shipments.Contact(name="Erika Mustermann", phone="+49 231 0000"))],
        route=shipments.RouteSpecification(
            origin_hub_id="DEDTM", destination_hub_id="DEHAG", ready_at=types.LocalTime(local=local(now), zone="Etc/UTC"),
            arrive_by=types.LocalTime(local=local(now + datetime.timedelta(hours=4)), zone="Etc/UTC")),
        handling_units=[shipments.HandlingUnit(id=state["sscc"], package_code="PX", gross_weight_kg=312.5)])
    answer = call("logistics.shipments.v1.ShipmentService", "BookShipment", request, shipments.BookShipmentResponse, "lenne-werkzeug")
    again = call("logistics.shipments.v1.ShipmentService", "BookShipment", request, shipments.BookShipmentResponse, "lenne-werkzeug")
    assert again.shipment_id == answer.shipment_id, "a repeated booking got another shipment"
    return {"shipment": answer.shipment_id}


def attach():
    call("logistics.tags.v1.TagService", "RegisterTag", tags.RegisterTagRequest(tag_id=state["tag"], kind=tags.TAG_KIND_RFID), tags.Tag, "hub-demo")
    call("logistics.tags.v1.TagService", "AttachTag", tags.AttachTagRequest(
        idempotency_key=f"attach-{state['run']}", tag_id=state["tag"], handling_unit_id=state["sscc"], at=event_time(600)), tags.Tag, "hub-demo")
    return {"tag": state["tag"]}


def accept():
    until = time.time() + 90
    while time.time() < until:
        orders = call("logistics.shipments.v1.TransportOrderService", "ListTransportOrders", shipments.ListTransportOrdersRequest(),
                      shipments.ListTransportOrdersResponse, "westfalen-linie").orders
        mine = [order for order in orders if order.shipment_id == state["shipment"]]
        if mine:
            for order in mine:
                call("logistics.shipments.v1.TransportOrderService", "AcceptTransportOrder", shipments.AcceptTransportOrderRequest(
                    idempotency_key=f"accept-{order.id}", transport_order_id=order.id), shipments.TransportOrder, "westfalen-linie")
            return {"orders": [order.id for order in mine]}
        time.sleep(0.3)
    sys.exit("no transport order was tendered within 90 s")


def link():
    expires = Timestamp()
    expires.FromSeconds(int(state["began"]) + 7 * 86400)
    answer = call("logistics.shipments.v1.ShipmentService", "CreateTrackingLink", shipments.CreateTrackingLinkRequest(
        idempotency_key=f"link-{state['run']}", shipment_id=state["shipment"], expires_at=expires), shipments.CreateTrackingLinkResponse, "lenne-werkzeug")
    return {"token": answer.token}


def late():
    """The carrier says that the lorry comes 90 minutes late; the estimate, its reason and what the consignor sees follow."""
    routed = call("logistics.routing.v1.PlanningService", "GetItinerary", routing.GetItineraryRequest(shipment_id=state["shipment"]), routing.Itinerary, "hub-demo")
    leg = routed.legs[0]
    call("logistics.routing.v1.NetworkService", "ReportDelay", routing.ReportDelayRequest(
        idempotency_key=f"late-{state['run']}", service_id=leg.service_id, service_date=leg.service_date, call_index=1, delay_minutes=90,
        cause="Stau auf der A45"), routing.ReportDelayResponse, "westfalen-linie")
    promised = leg.arrival.seconds + 85 * 60
    until = time.time() + 90
    while time.time() < until:
        told = call("logistics.routing.v1.EtaService", "GetShipmentEta", etas.GetShipmentEtaRequest(shipment_id=state["shipment"]), etas.ShipmentEta, "westfalen-linie")
        seen = call("logistics.shipments.v1.ShipmentService", "GetShipment", shipments.GetShipmentRequest(shipment_id=state["shipment"]),
                    shipments.Shipment, "lenne-werkzeug").eta
        if min(told.arrival.p50.seconds, seen.p50.seconds) >= promised and any("90 min late: Stau auf der A45" in reason for reason in told.reasons):
            return {"p50": told.arrival.p50.seconds, "reasons": list(told.reasons)}
        time.sleep(0.3)
    sys.exit("no estimate 90 minutes later was told within 90 s")


def count():
    """What is there in the end: nothing lost, nothing twice."""
    listed = call("logistics.shipments.v1.ShipmentService", "ListShipments", shipments.ListShipmentsRequest(text=f"SMOKE-{state['run']}"),
                  shipments.ListShipmentsResponse, "lenne-werkzeug").shipments
    orders = call("logistics.shipments.v1.TransportOrderService", "ListTransportOrders", shipments.ListTransportOrdersRequest(page_size=500),
                  shipments.ListTransportOrdersResponse, "westfalen-linie").orders
    shipment = call("logistics.shipments.v1.ShipmentService", "GetShipment", shipments.GetShipmentRequest(shipment_id=state["shipment"]),
                    shipments.Shipment, "lenne-werkzeug")
    track = call("logistics.tags.v1.WhereaboutsService", "GetTrack", tags.GetTrackRequest(handling_unit_ids=[state["sscc"]], limit=1000),
                 tags.GetTrackResponse, "hub-demo").points
    actual = [m for m in shipment.milestones if m.HasField("actual")]
    return {
        "shipments": len(listed), "orders": len([o for o in orders if o.shipment_id == state["shipment"]]),
        "orders_accepted": len([o for o in orders if o.shipment_id == state["shipment"] and o.state == shipments.TRANSPORT_ORDER_STATE_ACCEPTED]),
        "reads": len(track), "actual_milestones": [f"{shipments.MilestoneKind.Name(m.kind)[15:].lower()} {m.hub_id}" for m in actual],
        "evidence": [len(m.evidence) for m in actual], "eta": shipment.HasField("eta"), "state": shipments.ShipmentState.Name(shipment.state)[15:].lower()}


def stranger():
    """Another organisation's shipment, no key, wrong key: as a missing one, and refused."""
    answers = {}
    for name, client, shipment in (("another's", "hellweg-frische", state["shipment"]), ("missing", "hellweg-frische", "shp-00000000000000000000000000")):
        with grpc.insecure_channel(addresses["Shipments"]) as channel:
            stub = channel.unary_unary("/logistics.shipments.v1.ShipmentService/GetShipment", request_serializer=lambda m: m.SerializeToString(),
                                       response_deserializer=shipments.Shipment.FromString)
            try:
                stub(shipments.GetShipmentRequest(shipment_id=shipment), timeout=10, metadata=[("authorization", f"Bearer {token(client)}")])
                answers[name] = "OK"
            except grpc.RpcError as error:
                answers[name] = f"{error.code().name} {error.details()}"
            for kind, headers in (("no key", []), ("wrong key", [("authorization", "Bearer at_forged")])):
                try:
                    stub(shipments.GetShipmentRequest(shipment_id=shipment), timeout=10, metadata=headers)
                    answers[kind] = "OK"
                except grpc.RpcError as error:
                    answers[kind] = error.code().name
    return answers


if __name__ == "__main__":
    import renewal

    own = {"network": network, "book": book, "attach": attach, "accept": accept, "link": link, "late": late, "count": count, "stranger": stranger}
    print(json.dumps((own | renewal.COMMANDS)[COMMAND](*ARGUMENTS)))
