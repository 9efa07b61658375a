using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Logistics.Hosting.Telemetry;

internal static class TelemetryDefaults
{
    /// <summary>
    /// Traces and meters of the framework, the bus and our own, by OTLP where `OTEL_EXPORTER_OTLP_ENDPOINT` says where to.
    /// The instrumentation packages are not needed: ASP.NET Core, HttpClient, Npgsql and MassTransit have their own sources.
    /// </summary>
    internal static void AddHubTelemetry(this WebApplicationBuilder builder, string name)
    {
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 } endpoint) return;
        builder.Services.AddSingleton<IHostedService>(_ => new TelemetryExport(name, new Uri(endpoint)));
    }

    private sealed class TelemetryExport(string name, Uri endpoint) : IHostedService
    {
        private static readonly string[] Sources = ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", "MassTransit", "Logistics.*"];

        private static readonly string[] Meters =
            ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime", "Npgsql", "MassTransit", "Logistics.*"];

        private TracerProvider? traces;
        private MeterProvider? meters;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            var resource = ResourceBuilder.CreateDefault().AddService($"logistics-{name}");
            traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Sources).AddOtlpExporter(To).Build();
            meters = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters).AddOtlpExporter(To).Build();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            traces?.Dispose();
            meters?.Dispose();
            return Task.CompletedTask;
        }

        private void To(OtlpExporterOptions options) => options.Endpoint = endpoint;
    }
}
