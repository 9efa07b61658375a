namespace Logistics.EventStore.Torture;

/// <summary>A writer of the planted fault: no lane.</summary>
internal sealed class NaiveWriter(int number, NaiveLog log, string folder)
{
    internal async Task Work(CancellationToken stop)
    {
        using var word = new Word(folder, number);
        for (var n = word.Next; !stop.IsCancellationRequested; n++)
        {
            var operation = Operation.Of(number, n, messagesOnly: true);
            await log.Append(operation.Streams, CancellationToken.None);
            word.Give(new(n, true, 0));
        }
    }
}
