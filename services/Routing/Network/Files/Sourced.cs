using System.Globalization;
using System.Text.RegularExpressions;
using Grpc.Core;
using Logistics.Hosting.Grpc;

namespace Logistics.Routing.Network.Files;

/// <summary>Something of the network with the line it came from, so that what is refused names it.</summary>
/// <param name="CallLines">Of its calls in calls.csv, in their order; empty where they are not lines of their own.</param>
internal sealed partial record Sourced<T>(string File, int Line, T Item, IReadOnlyList<int> CallLines)
{
    internal void Checked<TResult>(Func<TResult> check)
    {
        try
        {
            check();
        }
        catch (RpcException refused) when (refused.StatusCode != StatusCode.Internal)
        {
            throw Wrong(refused);
        }
    }

    internal async Task Checked<TResult>(Func<Task<TResult>> register)
    {
        try
        {
            await register();
        }
        catch (RpcException refused) when (refused.StatusCode != StatusCode.Internal)
        {
            throw Wrong(refused);
        }
    }

    // What is wrong of a file is the file's; who may not, and what is another's, stays what it is.
    private RpcException Wrong(RpcException refused)
    {
        var (file, line) = CallOf($"{refused.Trailers.GetValue("field")} {refused.Status.Detail}") is { } call ? ("calls.csv", CallLines[call]) : (File, Line);
        var detail = $"{file}, line {line}: {refused.Status.Detail}";
        return refused.StatusCode == StatusCode.InvalidArgument
            ? Check.Invalid("files", detail, Reasons.InvalidFile)
            : Hosting.Grpc.Refusals.Of(refused.StatusCode, refused.Trailers.GetValue("reason") ?? "", detail, "files");
    }

    private int? CallOf(string text) => Call().Match(text) is { Success: true } match
        && int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is var call && call < CallLines.Count
            ? call
            : null;

    [GeneratedRegex(@"calls\[(\d{1,5})\]")]
    private static partial Regex Call();
}
