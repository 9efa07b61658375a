using System.IO.Compression;
using FluentAssertions;
using Google.Protobuf;
using Grpc.Core;
using Logistics.Routing.V1;
using Xunit;
using static Logistics.Routing.Tests.Server.RunningRouting;

namespace Logistics.Routing.Tests.Server;

[Trait("Needs", "Servers")]
public sealed class Administering_the_network(RunningRouting routing) : IClassFixture<RunningRouting>, IAsyncLifetime
{
    private NetworkService.NetworkServiceClient Network => routing.Network;

    public async Task InitializeAsync()
    {
        foreach (var id in new[] { "DEDTM", "DEHAG" }) await Network.RegisterHubAsync(Timetable.Hub(id), As("admin"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_hub_registered_again_is_the_same_and_with_other_content_a_new_version()
    {
        var hub = Timetable.Hub("DEUNN");
        await Network.RegisterHubAsync(hub, As("admin"));
        await Network.RegisterHubAsync(hub, As("dispatcher"));
        hub.Hub.TransferMinutes = 20;
        await Network.RegisterHubAsync(hub, As("admin"));

        (await Network.ListHubsAsync(new ListHubsRequest(), As("carrier"))).Hubs.Should().Contain(hub.Hub);
        (await routing.Count("select count(*) from mt_events where stream_id = 'hub-DEUNN'")).Should().Be(2);
    }

    [Fact]
    public async Task A_carrier_registers_its_own_services_and_only_those()
    {
        var line = Timetable.Line("own", 1000, ("DEDTM", 60), ("DEHAG", 90));

        var registered = await Network.RegisterCarrierServiceAsync(line, As("carrier"));
        await Network.RegisterCarrierServiceAsync(line, As("carrier"));

        registered.Should().Be(line.Service);
        (await Network.ListCarrierServicesAsync(new ListCarrierServicesRequest(), As("rival"))).Services.Should().Contain(line.Service);
        (await routing.Count("select count(*) from mt_events where stream_id = 'carrier-service-own'")).Should().Be(1);
        (await Refused(() => Network.RegisterCarrierServiceAsync(line, As("rival")))).Should().Be((StatusCode.PermissionDenied, "permission-denied", "service.carrier_id"));
        line.Service.CarrierId = "org-rival";
        (await Refused(() => Network.RegisterCarrierServiceAsync(line, As("rival")))).Should().Be((StatusCode.AlreadyExists, "service-id-taken", "service.id"));
    }

    [Fact]
    public async Task Nobody_unknown_and_no_carrier_registers_hubs()
    {
        (await Refused(() => Network.RegisterHubAsync(Timetable.Hub("DENIL"), As("carrier")))).Status.Should().Be(StatusCode.PermissionDenied);
        (await Refused(() => Network.RegisterHubAsync(Timetable.Hub("DENIL"), As("forged")))).Status.Should().Be(StatusCode.Unauthenticated);
        (await routing.Count("select count(*) from mt_events where stream_id = 'hub-DENIL'")).Should().Be(0);
    }

    [Fact]
    public async Task A_delay_is_reported_by_the_carrier_and_for_others_there_is_no_such_service()
    {
        await Network.RegisterCarrierServiceAsync(Timetable.Line("late", 1000, ("DEDTM", 60), ("DEHAG", 90)), As("carrier"));
        var report = new ReportDelayRequest
        {
            IdempotencyKey = "k1",
            ServiceId = "late",
            ServiceDate = Timetable.Today,
            DelayMinutes = 20,
            Cause = "Stau",
        };

        (await Network.ReportDelayAsync(report, As("carrier"))).AffectedShipments.Should().Be(0);
        (await Network.ReportDelayAsync(report, As("carrier"))).AffectedShipments.Should().Be(0);

        (await routing.Count("select count(*) from mt_events where type = 'delay-reported.v1' and stream_id like 'service-run-late%'")).Should().Be(1);
        var other = new ReportDelayRequest(report) { DelayMinutes = 30 };
        (await Refused(() => Network.ReportDelayAsync(other, As("carrier")))).Should().Be((StatusCode.AlreadyExists, "idempotency-key-reused", null));
        var asRival = await Refused(() => Network.ReportDelayAsync(report, As("rival")));
        var missing = await Refused(() => Network.ReportDelayAsync(new ReportDelayRequest(report) { ServiceId = "none" }, As("rival")));
        asRival.Should().Be(missing).And.Be((StatusCode.NotFound, "not-found", null));
        var holiday = new ReportDelayRequest(report) { IdempotencyKey = "k2", ServiceDate = "2020-01-01" };
        (await Refused(() => Network.ReportDelayAsync(holiday, As("carrier")))).Should().Be((StatusCode.FailedPrecondition, "service-not-operating", null));
    }

    public static TheoryData<string, string, Action<CarrierService>> Mistakes => new()
    {
        { "service.id", "invalid-argument", line => line.Id = "a b" },
        { "service.mode", "invalid-argument", line => line.Mode = "balloon" },
        { "service.capacity_kg", "invalid-argument", line => line.CapacityKg = double.NaN },
        { "service.capacity_kg", "invalid-argument", line => line.CapacityKg = -1 },
        { "service.valid_to", "invalid-argument", line => line.ValidTo = "31.12.2026" },
        { "service.weekdays[0]", "invalid-argument", line => line.Weekdays[0] = 8 },
        { "service.weekdays", "no-operating-days", line => line.Weekdays.Clear() },
        { "service.calls", "too-few-calls", line => line.Calls.RemoveAt(1) },
        { "service.calls", "calls-out-of-order", line => line.Calls[1].ArrivalMinutes = 0 },
        { "service.calls", "unknown-hub", line => line.Calls[1].HubId = "NLNIL" },
        { "service.calls[1].hub_id", "invalid-argument", line => line.Calls[1].HubId = "dortmund" },
        { "service.calls[1].hub_id", "invalid-argument", line => line.Calls[1].HubId = "DEDTM" },
        { "service.calls[0].departure_minutes", "invalid-argument", line => line.Calls[0].DepartureMinutes = -5 },
        { "service.name", "invalid-argument", line => line.Name = "a\u0007b" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_named_by_its_field_and_changes_nothing(string field, string reason, Action<CarrierService> mistake)
    {
        var line = Timetable.Line("wrong", 1000, ("DEDTM", 60), ("DEHAG", 90));
        mistake(line.Service);

        (await Refused(() => Network.RegisterCarrierServiceAsync(line, As("carrier")))).Should().Be((StatusCode.InvalidArgument, reason, field));
        (await routing.Count("select count(*) from mt_events where stream_id like 'carrier-service-wrong%'")).Should().Be(0);
    }

    [Fact]
    public async Task A_carrier_uploads_its_timetable_as_a_feed()
    {
        var upload = new ImportNetworkRequest
        {
            Files = { new NetworkFile { Name = "feed.zip", Content = Feed("08:00:00") } },
            Gtfs = new GtfsImport
            {
                CarrierId = "org-carrier",
                Mode = "rail",
                CapacityKg = 9000,
                ValidFrom = Timetable.Today,
                ValidTo = Timetable.Today,
                HubOfStop = { { "a", "DEDTM" }, { "b", "DEHAG" } },
            },
        };

        for (var i = 0; i < 2; i++) (await Network.ImportNetworkAsync(upload, As("carrier"))).Services.Should().Be(1);
        (await routing.Count("select count(*) from mt_events where stream_id = 'carrier-service-org-carrier.t1'")).Should().Be(1);
        (await Refused(() => Network.ImportNetworkAsync(upload, As("rival")))).Status.Should().Be(StatusCode.PermissionDenied);

        upload.Files[0].Content = Feed("8 o'clock");
        (await FluentActions.Awaiting(async () => await Network.ImportNetworkAsync(upload, As("carrier"))).Should().ThrowAsync<RpcException>())
            .Which.Status.Detail.Should().Be("files: stop_times.txt, line 2: departure_time is no time such as 06:31:00.");
        upload.Gtfs.HubOfStop["a"] = "a\u0000b";
        (await Refused(() => Network.ImportNetworkAsync(upload, As("carrier")))).Reason.Should().Be("invalid-text");
    }

    private static ByteString Feed(string departure)
    {
        var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add("agency.txt", "agency_name,agency_timezone\nBahn,Etc/UTC\n");
            Add("stops.txt", "stop_id,stop_lat,stop_lon\na,51.5,7.4\nb,51.3,7.4\n");
            Add("calendar_dates.txt", $"service_id,date,exception_type\nd,{Timetable.Today.Replace("-", "", StringComparison.Ordinal)},1\n");
            Add("trips.txt", "service_id,trip_id\nd,t1\n");
            Add("stop_times.txt", $"trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,08:00:00,{departure},a,1\nt1,09:00:00,09:00:00,b,2\n");

            void Add(string name, string text)
            {
                using var file = new StreamWriter(zip.CreateEntry(name).Open());
                file.Write(text);
            }
        }

        return ByteString.CopyFrom(packed.ToArray());
    }

    private static async Task<(StatusCode Status, string? Reason, string? Field)> Refused<T>(Func<AsyncUnaryCall<T>> call)
    {
        var refused = (await FluentActions.Awaiting(async () => await call()).Should().ThrowAsync<RpcException>()).Which;
        return (refused.StatusCode, refused.Trailers.GetValue("reason"), refused.Trailers.GetValue("field"));
    }
}
