using System.IO.Compression;
using System.Text;
using Logistics.Hosting.Grpc;
using Logistics.Routing.Network.Gtfs;
using Logistics.Routing.V1;

namespace Logistics.Routing.Network.Files;

/// <summary>Reads what is imported; a mistake names its file and line.</summary>
internal static class NetworkFiles
{
    private const int MostUnpackedBytes = 256 * 1024 * 1024;
    private static readonly string[] Known = ["hubs.csv", "services.csv", "calls.csv", "hauliers.csv"];
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    internal static (IReadOnlyList<Sourced<Hub>> Hubs, IReadOnlyList<Sourced<CarrierService>> Services, IReadOnlyList<Sourced<Haulier>> Hauliers) Read(
        ImportNetworkRequest request)
    {
        try
        {
            if (request.Files.FirstOrDefault(file => file.Name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)) is { } feed)
            {
                if (request.Files.Count > 1) throw Check.Invalid("files", "has more beside a GTFS feed, which comes alone.");
                return ([], GtfsServices.Of(Unpacked(feed), request.Gtfs ?? throw Check.Invalid("gtfs", "is missing; a GTFS feed needs it.")), []);
            }

            if (request.Files.FirstOrDefault(file => !Known.Contains(file.Name)) is { } unknown)
                throw Check.Invalid("files", $"names {unknown.Name}; known are {string.Join(", ", Known)} and a feed's .zip.");
            if (request.Files.GroupBy(file => file.Name).FirstOrDefault(files => files.Count() > 1) is { } twice)
                throw Check.Invalid("files", $"has {twice.Key} twice.");
            var calls = Table("calls.csv") is { } table ? NetworkTables.Calls(table) : [];
            return (
                Table("hubs.csv") is { } hubs ? NetworkTables.Hubs(hubs) : [],
                NetworkTables.Services(Table("services.csv"), calls),
                Table("hauliers.csv") is { } hauliers ? NetworkTables.Hauliers(hauliers) : []);
        }
        catch (FileProblem problem)
        {
            throw Check.Invalid("files", problem.Message, Reasons.InvalidFile);
        }

        CsvTable? Table(string name) => request.Files.FirstOrDefault(file => file.Name == name) is { } file
            ? new CsvTable(name, new StringReader(TextOf(file)))
            : null;
    }

    private static string TextOf(NetworkFile file)
    {
        var bytes = file.Content.Span;
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException wrong)
        {
            throw new FileProblem(file.Name, 1 + bytes[..wrong.Index].Count((byte)'\n'), "is not UTF-8.");
        }
    }

    private static GtfsFeed Unpacked(NetworkFile file)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file.Content.ToByteArray()), ZipArchiveMode.Read);
            // What a header says of a size may be a lie, but reading stops where it does.
            if (zip.Entries.Sum(entry => entry.Length) > MostUnpackedBytes) throw new FileProblem(file.Name, 1, "unpacks to more than 256 MiB.");
            return GtfsFiles.Read(name => zip.GetEntry(name) is { } entry ? new StreamReader(entry.Open(), Strict) : null);
        }
        catch (InvalidDataException)
        {
            throw new FileProblem(file.Name, 1, "is no zip file.");
        }
        catch (DecoderFallbackException)
        {
            throw new FileProblem(file.Name, 1, "holds a file that is not UTF-8.");
        }
    }
}
