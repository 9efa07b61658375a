using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Logistics.EventStore.Tests;

[Trait("Needs", "Servers")]
public sealed class TheTelemetry
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Measures_appends_batches_waits_conflicts_and_each_followers_lag()
    {
        await using var store = await Store.Start(
            await Store.FreshDatabase(), store => store.AddProjection<ParcelCards>().AddProjection<ParcelPlaces>());
        using var measured = new Measured(store.Services.GetRequiredService<StoreMetrics>().Meter);
        var known = new CommandContext { IdempotencyKey = "org:1", RequestDigest = "d" };

        await store.Append("parcel-A", 0, Store.Booked(), Store.Moved("Hamm"));
        await store.Log.Append([new("parcel-B", "parcel", 0, [Store.Moved("poison")])], known, default);
        await store.Log.Append([new("parcel-B", "parcel", 0, [Store.Moved("poison")])], known, default);
        await store.Log.Append([new("parcel-C", "parcel", 0, [Store.Booked()])], known with { RequestDigest = "e" }, default);
        await store.Log.Append([new("parcel-A", "parcel", 0, [Store.Booked()])], CommandContext.None, default);
        await store.Log.Archive("parcel-A", default);
        await store.Log.Append([new("parcel-A", "parcel", null, [Store.Booked()])], CommandContext.None, default);
        (await store.Progress.WaitFor("ParcelCards", 3, Soon, default)).Should().BeTrue();
        await Store.Until(() => Task.FromResult(measured.Gauge("log.stopped", "ParcelPlaces") == 1), "the alarm's gauge");

        measured.Sum("log.appends", "appended").Should().Be(2);
        measured.Sum("log.appends", "repeated").Should().Be(1);
        measured.Sum("log.appends", "key_reused").Should().Be(1);
        measured.Sum("log.appends", "conflict").Should().Be(1);
        measured.Sum("log.appends", "archived").Should().Be(1);
        measured.Sum("log.events", "").Should().Be(3);
        measured.Sum("log.batch_size", "").Should().BeGreaterThanOrEqualTo(5);
        measured.Sum("log.lane_wait", "").Should().BePositive();
        measured.Sum("log.commit", "").Should().BePositive();
        await Store.Until(() => Task.FromResult(measured.Gauge("log.lag", "ParcelCards") == 0), "the one that goes on has no lag");
        measured.Gauge("log.lag", "ParcelPlaces").Should().Be(1);
        measured.Gauge("log.stopped", "ParcelCards").Should().Be(0);
    }

    [Fact]
    public async Task Links_a_batch_to_the_traces_of_its_callers_and_is_no_child_of_the_first()
    {
        var stopped = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is StoreMetrics.Name or nameof(TheTelemetry),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource(nameof(TheTelemetry));
        await using var store = await Store.Start(await Store.FreshDatabase(), store => store.AddProjection<ParcelPlaces>());

        using (var request = source.StartActivity("request")!)
        {
            await store.Append("parcel-A", 0, Store.Booked());
            await Store.Until(() => Task.FromResult(Appends(request).Any()), "the batch's trace");
            Appends(request).Single().TraceId.Should().NotBe(request.TraceId);
        }

        await Store.Until(() => Task.FromResult(stopped.Any(activity => activity.OperationName == "log.follow")), "the follower's trace");

        IEnumerable<Activity> Appends(Activity request) => stopped.Where(
            activity => activity.OperationName == "log.append" && activity.Links.Any(link => link.Context.SpanId == request.SpanId));
    }

    private sealed class Measured : IDisposable
    {
        private readonly ConcurrentQueue<(string Name, string Label, double Value)> all = new();
        private readonly MeterListener listener = new();

        internal Measured(Meter meter)
        {
            listener.InstrumentPublished = (instrument, listening) =>
            {
                if (ReferenceEquals(instrument.Meter, meter)) listening.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
            listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
            listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
            listener.Start();
        }

        internal double Sum(string name, string label) => all.Where(one => one.Name == name && one.Label == label).Sum(one => one.Value);

        internal double Gauge(string name, string label)
        {
            listener.RecordObservableInstruments();
            return all.LastOrDefault(one => one.Name == name && one.Label == label).Value;
        }

        public void Dispose() => listener.Dispose();

        private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
            => all.Enqueue((instrument.Name, tags.Length == 0 ? "" : $"{tags[0].Value}", value));
    }
}
