using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using FluentAssertions;
using FluentAssertions.Execution;
using Logistics.EventStore;
using Microsoft.Extensions.DependencyInjection;

namespace Logistics.Specs;

/// <summary>
/// Holds what an event looks like in the log against a file that someone approved: <c>{stored name}.approved.json</c> beside the
/// test. A change of the stored form is a new version of the event, not a new approval.
/// </summary>
public static class ApprovedJson
{
    private static readonly JsonSerializerOptions Readable = new(EventJson.Options)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// Fails where the sample is not stored as approved, or the approved text is not read back as the sample. What was received
    /// is written beside as <c>.received.json</c>: look at it, and rename it to approve.
    /// </summary>
    public static void Check(string storedName, object sample, [CallerFilePath] string testFile = "")
    {
        var approvedFile = Path.Combine(Path.GetDirectoryName(testFile)!, $"{storedName}.approved.json");
        var receivedFile = approvedFile.Replace(".approved.json", ".received.json", StringComparison.Ordinal);
        var received = JsonSerializer.Serialize(sample, sample.GetType(), Readable) + "\n";
        var approved = File.Exists(approvedFile) ? File.ReadAllText(approvedFile).ReplaceLineEndings("\n") : null;
        if (received != approved) File.WriteAllText(receivedFile, received);
        else File.Delete(receivedFile);

        Execute.Assertion.ForCondition(approved is not null).FailWith("{0} is not there; what was received is beside it.", approvedFile);
        received.Should().Be(approved);
        var read = JsonSerializer.Deserialize(approved!, sample.GetType(), EventJson.Options);
        (JsonSerializer.Serialize(read, sample.GetType(), Readable) + "\n").Should().Be(approved, "it is read back as it was written");
    }

    /// <summary>Fails where a service registers a stored name that has no approved text, or one was approved that it no longer reads.</summary>
    public static void CheckAll(Action<EventStoreBuilder> register, [CallerFilePath] string testFile = "")
    {
        IReadOnlyCollection<string> registered = [];
        new ServiceCollection().AddEventStore("Host=nowhere", store =>
        {
            register(store);
            registered = store.StoredNames;
        });
        var approved = Directory.GetFiles(Path.GetDirectoryName(testFile)!, "*.approved.json")
            .Select(file => Path.GetFileName(file).Replace(".approved.json", "", StringComparison.Ordinal));
        registered.Should().NotBeEmpty().And.BeEquivalentTo(approved);
    }
}
