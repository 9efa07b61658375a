namespace Logistics.Routing.Planning;

/// <summary>
/// Whether a service suits, asked of thousands of runs and answered once: by thread, each question a round of its own, so that nothing
/// has to be wiped. Who asks in an older round is answered anew.
/// </summary>
internal sealed class ServiceVerdicts
{
    [ThreadStatic]
    private static ServiceVerdicts? own;

    private int[] said = [];
    private int rounds;

    internal static (ServiceVerdicts Verdicts, int Round) Begin(int services)
    {
        own ??= new ServiceVerdicts();
        if (own.said.Length < services) own.said = new int[services];
        return (own, ++own.rounds);
    }

    /// <summary>Null where it was not said in this round.</summary>
    internal bool? Of(int service, int round) => said[service] >> 1 == round ? (said[service] & 1) == 1 : null;

    internal bool Say(int service, int round, bool suits)
    {
        said[service] = (round << 1) | (suits ? 1 : 0);
        return suits;
    }
}
