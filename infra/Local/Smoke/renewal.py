"""Plans that are renewed: a train is late and the policy acts, a carrier declines and another is asked."""

import datetime
import io
import zipfile
import zoneinfo

from hub_api import Timestamp, call, etas, replanning, routing, shipments, state, types, until

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")
BEGAN = datetime.datetime.fromtimestamp(state["began"], BERLIN)
CARRIERS = ("rhein-kombi", "sauerland-express", "hanse-fern")
NETWORK, PLANNING, ORDERS = (f"logistics.{name}" for name in (
    "routing.v1.NetworkService", "routing.v1.PlanningService", "shipments.v1.TransportOrderService"))


def clock(start, after=0):
    """HH:MM of today's service day, so many minutes from now; after midnight it goes on."""
    noon = BEGAN.replace(hour=12, minute=0, second=0, microsecond=0)
    minutes = int((BEGAN - noon).total_seconds() // 60) + 720 + start + after
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def upload(client, *files, gtfs=None):
    """As a carrier uploads its own timetable: check first, then register, then once more."""
    named = [routing.NetworkFile(name=name, content=content if isinstance(content, bytes) else content.encode()) for name, content in files]
    for check_only in (True, False, False):
        answer = call(NETWORK, "ImportNetwork", routing.ImportNetworkRequest(files=named, check_only=check_only, gtfs=gtfs), routing.ImportNetworkResponse, client)
    return answer


def lines(client, *services):
    """Files of runs today only: (id, start, (hub, minutes after it)...)."""
    rows = [f"{name},org-{client},{name},road,1234567,{BEGAN.date()},{BEGAN.date()},20000" for name, *_ in services]
    calls = [f"{name},{hub},{clock(start, after)},{clock(start, after)}" for name, start, *stops in services for hub, after in stops]
    return (("services.csv", "\n".join(["id,carrier_id,name,mode,weekdays,valid_from,valid_to,capacity_kg", *rows]) + "\n"),
            ("calls.csv", "\n".join(["service_id,hub_id,arrival,departure", *calls]) + "\n"))


def feed():
    """A GTFS feed of one train that leaves in an hour."""
    day, start, end = f"{BEGAN.date():%Y%m%d}", clock(60), clock(160)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in (("agency.txt", "agency_name,agency_timezone\nRhein-Kombi,Europe/Berlin\n"),
                           ("stops.txt", "stop_id,stop_name,stop_lat,stop_lon\nham,Hamm,51.67,7.81\nsie,Siegen,50.87,8.02\n"),
                           ("calendar.txt", f"service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\nall,1,1,1,1,1,1,1,{day},{day}\n"),
                           ("trips.txt", "route_id,service_id,trip_id,trip_headsign\nr,all,train,Siegen\n"),
                           ("stop_times.txt", f"trip_id,arrival_time,departure_time,stop_id,stop_sequence\ntrain,{start}:00,{start}:00,ham,1\ntrain,{end}:00,{end}:00,sie,2\n")):
            archive.writestr(name, text)
    return packed.getvalue()


def rails():
    """A train from Hamm to Siegen, a lorry that waits for it there, and one two hours later; from Hamm to Unna two carriers."""
    upload("hub-demo", ("hubs.csv", "id,name,latitude,longitude,zone,transfer_minutes\n" + "".join(
        f"{hub},{name},{position},Europe/Berlin,5\n" for hub, name, position in (
            ("DEHMM", "Hamm", "51.6739,7.8159"), ("DESIE", "Siegen", "50.8749,8.0243"), ("DEOLP", "Olpe", "51.0281,7.8514"), ("DEUNN", "Unna", "51.5348,7.6892")))))
    upload("rhein-kombi", ("feed.zip", feed()), gtfs=routing.GtfsImport(
        carrier_id="org-rhein-kombi", mode="rail", capacity_kg=20000, hub_of_stop={"ham": "DEHMM", "sie": "DESIE"}, valid_from=str(BEGAN.date()), valid_to=str(BEGAN.date())))
    sauerland = lines("sauerland-express", ("siegen-olpe-1", 175, ("DESIE", 0), ("DEOLP", 45)), ("hamm-unna-1", 60, ("DEHMM", 0), ("DEUNN", 40)))
    wrong = mistake("sauerland-express", (sauerland[0], (sauerland[1][0], sauerland[1][1].replace("DEOLP", "DENIL"))))
    upload("sauerland-express", *sauerland)
    stranger = mistake("rhein-kombi", sauerland)
    upload("hanse-fern", *lines("hanse-fern", ("siegen-olpe-2", 295, ("DESIE", 0), ("DEOLP", 45)), ("hamm-unna-2", 120, ("DEHMM", 0), ("DEUNN", 40))))
    exported = call(NETWORK, "ExportNetwork", routing.ExportNetworkRequest(), routing.ExportNetworkResponse, "hub-demo").files
    return {"wrong": wrong, "stranger": stranger, "exported": sum(f"{name}," in file.content.decode() for file in exported if file.name == "services.csv"
                                                                for name in ("org-rhein-kombi.train", "siegen-olpe-1", "siegen-olpe-2", "hamm-unna-1", "hamm-unna-2"))}


def mistake(client, files):
    try:
        upload(client, *files)
        return "OK"
    except SystemExit as refused:
        return str(refused)


def policy():
    """Nothing happens by itself until the hub's dispatchers say so."""
    before = call("logistics.routing.v1.ReplanningPolicyService", "ListReplanningPolicies", replanning.ListReplanningPoliciesRequest(),
                  replanning.ListReplanningPoliciesResponse, "hub-demo").policies
    wanted = replanning.ReplanningPolicy(hub_id="DESIE", automatic=True, min_minutes_to_act=60, max_extra_cost=100, rest_minutes=30)
    for _ in range(2):
        call("logistics.routing.v1.ReplanningPolicyService", "SetReplanningPolicy", replanning.SetReplanningPolicyRequest(policy=wanted),
             replanning.ReplanningPolicy, "hub-demo")
    accuracy = call("logistics.routing.v1.EtaService", "GetEtaAccuracy", etas.GetEtaAccuracyRequest(by=etas.GetEtaAccuracyRequest.LANE),
                    etas.GetEtaAccuracyResponse, "hanse-fern").rows
    return {"accuracy": len(accuracy), "automatic_before": [one.hub_id for one in before if one.automatic and one.hub_id != "DESIE"]}


def book(which, origin, destination):
    local = lambda hours: (BEGAN.astimezone(datetime.timezone.utc) + datetime.timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M:%S")  # noqa: E731
    answer = call("logistics.shipments.v1.ShipmentService", "BookShipment", shipments.BookShipmentRequest(
        idempotency_key=f"book-{which}-{state['run']}", reference=f"{which.upper()}-{state['run']}", goods_description="Werkzeug",
        parties=[shipments.Party(role=shipments.PARTY_ROLE_CONSIGNOR, organisation_id="org-lenne-werkzeug"),
                 shipments.Party(role=shipments.PARTY_ROLE_CONSIGNEE, contact=shipments.Contact(name="Erika Mustermann", phone="+49 231 0000"))],
        route=shipments.RouteSpecification(
            origin_hub_id=origin, destination_hub_id=destination, ready_at=types.LocalTime(local=local(0), zone="Etc/UTC"),
            arrive_by=types.LocalTime(local=local(8), zone="Etc/UTC")),
        handling_units=[shipments.HandlingUnit(id=state[f"sscc_{which}"], package_code="PX", gross_weight_kg=800)]),
        shipments.BookShipmentResponse, "lenne-werkzeug")
    expires = Timestamp()
    expires.FromSeconds(int(state["began"]) + 7 * 86400)
    link = call("logistics.shipments.v1.ShipmentService", "CreateTrackingLink", shipments.CreateTrackingLinkRequest(
        idempotency_key=f"link-{which}-{state['run']}", shipment_id=answer.shipment_id, expires_at=expires), shipments.CreateTrackingLinkResponse, "lenne-werkzeug")
    return {"shipment": answer.shipment_id, "token": link.token}


def orders(which):
    """(carrier, service, state) of all orders of the shipment, and the orders."""
    found = []
    for client in CARRIERS:
        listed = call(ORDERS, "ListTransportOrders", shipments.ListTransportOrdersRequest(page_size=500), shipments.ListTransportOrdersResponse, client).orders
        found += [(client, order) for order in listed if order.shipment_id == state[f"shipment_{which}"]]
    return found


def named(found):
    return sorted([order.leg.service_id, shipments.TransportOrderState.Name(order.state)[22:].lower()] for _, order in found)


def ordered(which, *wanted):
    """Waits until the orders are in these states: service=state."""
    expected = sorted(one.split("=") for one in wanted)
    return {"orders": until(lambda: (now := named(orders(which))) == expected and now or None, f"the orders of {which} did not become {expected}")}


def accept(which):
    for client, order in orders(which):
        if order.state == shipments.TRANSPORT_ORDER_STATE_TENDERED:
            call(ORDERS, "AcceptTransportOrder", shipments.AcceptTransportOrderRequest(
                idempotency_key=f"accept-{order.id}", transport_order_id=order.id), shipments.TransportOrder, client)
    return {}


def decline(which, service):
    for client, order in orders(which):
        if order.leg.service_id == service and order.state == shipments.TRANSPORT_ORDER_STATE_TENDERED:
            call(ORDERS, "RejectTransportOrder", shipments.RejectTransportOrderRequest(
                idempotency_key=f"reject-{order.id}", transport_order_id=order.id, reason="Kein Fahrer"), shipments.TransportOrder, client)
    return {}


def train_late():
    call(NETWORK, "ReportDelay", routing.ReportDelayRequest(
        idempotency_key=f"train-{state['run']}", service_id="org-rhein-kombi.train", service_date=str(BEGAN.date()), call_index=1, delay_minutes=90,
        cause="Signalstörung"), routing.ReportDelayResponse, "rhein-kombi")
    return {}


def planned(which, version):
    """The plan of a version, why it was made, and when it is expected to arrive."""
    def seen():
        plan = call(PLANNING, "GetItinerary", routing.GetItineraryRequest(shipment_id=state[f"shipment_{which}"]), routing.Itinerary, "hub-demo")
        eta = call("logistics.routing.v1.EtaService", "GetShipmentEta", etas.GetShipmentEtaRequest(shipment_id=state[f"shipment_{which}"]), etas.ShipmentEta, "hub-demo")
        return (plan, eta) if min(plan.version, eta.itinerary_version) >= int(version) else None
    plan, eta = until(seen, f"{which} got no plan {version}")
    return {"version": plan.version, "services": [leg.service_id for leg in plan.legs], "why": plan.explanation, "p50": eta.arrival.p50.seconds,
            "missed": list(eta.missed_connections)}


COMMANDS = {"rails": rails, "policy": policy, "book-leg": book, "ordered": ordered, "accept-all": accept, "decline": decline, "train-late": train_late, "planned": planned}
