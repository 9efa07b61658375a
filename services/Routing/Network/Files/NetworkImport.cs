using System.IO.Compression;
using Grpc.Core;
using Logistics.Hosting.Grpc;
using Logistics.Hosting.Identity;
using Logistics.Routing.Network.Gtfs;
using Logistics.Routing.V1;

namespace Logistics.Routing.Network.Files;

/// <summary>A network from files: all of it is checked, line by line, before the first of it is registered.</summary>
internal sealed class NetworkImport(Registrations registrations)
{
    private const int MostUnpackedBytes = 256 * 1024 * 1024;

    internal async Task<ImportNetworkResponse> Import(ImportNetworkRequest request, Caller caller, CancellationToken ct)
    {
        var (hubs, services) = Read(request);
        if (hubs.Count > 0 && !caller.Is(Roles.Admin) && !caller.Is(Roles.Dispatcher))
            throw Hosting.Grpc.Refusals.Of(StatusCode.PermissionDenied, "permission-denied", "Hubs are registered by who operates the network.", "files");
        foreach (var (line, hub) in hubs) At("hubs.csv", line, () => Mapping.HubOf(hub));
        foreach (var (line, service) in services) At("services.csv", line, () => Registrations.Checked(service, caller));
        if (request.CheckOnly) return new ImportNetworkResponse { Hubs = hubs.Count, Services = services.Count };

        foreach (var (line, hub) in hubs) await At("hubs.csv", line, () => registrations.Register(hub, caller, ct));
        foreach (var (line, service) in services) await At("services.csv", line, () => registrations.Register(service, caller, ct));
        return new ImportNetworkResponse { Hubs = hubs.Count, Services = services.Count };
    }

    private static (List<(int Line, Hub Hub)> Hubs, List<(int Line, CarrierService Service)> Services) Read(ImportNetworkRequest request)
    {
        try
        {
            if (request.Files.FirstOrDefault(file => file.Name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)) is { } feed)
                return ([], GtfsServices.Of(Unpacked(feed), request.Gtfs ?? throw Check.Invalid("gtfs", "is missing; a GTFS feed needs it.")));
            if (request.Files.FirstOrDefault(file => file.Name is not ("hubs.csv" or "services.csv" or "calls.csv")) is { } unknown)
                throw Check.Invalid("files", $"names {unknown.Name}; known are hubs.csv, services.csv, calls.csv and a feed's .zip.");
            var calls = Table("calls.csv") is { } table ? NetworkTables.Calls(table) : [];
            return (
                Table("hubs.csv") is { } hubs ? NetworkTables.Hubs(hubs) : [],
                Table("services.csv") is { } services ? NetworkTables.Services(services, calls) : []);
        }
        catch (FileProblem problem)
        {
            throw Check.Invalid("files", problem.Message, Reasons.InvalidFile);
        }

        CsvTable? Table(string name) => request.Files.FirstOrDefault(file => file.Name == name) is { } file
            ? new CsvTable(name, new StreamReader(new MemoryStream(file.Content.ToByteArray())))
            : null;
    }

    private static GtfsFeed Unpacked(NetworkFile file)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file.Content.ToByteArray()), ZipArchiveMode.Read);
            // What a header says of a size may be a lie, but reading stops where it does.
            if (zip.Entries.Sum(entry => entry.Length) > MostUnpackedBytes) throw new FileProblem(file.Name, 1, "unpacks to more than 256 MiB.");
            return GtfsFiles.Read(name => zip.GetEntry(name) is { } entry ? new StreamReader(entry.Open()) : null);
        }
        catch (InvalidDataException)
        {
            throw new FileProblem(file.Name, 1, "is no zip file.");
        }
    }

    private static T At<T>(string file, int line, Func<T> check)
    {
        try
        {
            return check();
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.InvalidArgument)
        {
            throw Wrong(file, line, refused);
        }
    }

    private static async Task At<T>(string file, int line, Func<Task<T>> register)
    {
        try
        {
            await register();
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.InvalidArgument)
        {
            throw Wrong(file, line, refused);
        }
    }

    private static RpcException Wrong(string file, int line, RpcException refused) =>
        Check.Invalid("files", $"{file}, line {line}: {refused.Trailers.GetValue("field")} {refused.Status.Detail}", Reasons.InvalidFile);
}
