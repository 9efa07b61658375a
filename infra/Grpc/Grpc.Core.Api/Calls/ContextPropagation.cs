namespace Grpc.Core;

/// <summary>Which properties of a call being served go over to the calls it makes.</summary>
public class ContextPropagationOptions(bool propagateDeadline = true, bool propagateCancellation = true)
{
    public static readonly ContextPropagationOptions Default = new();

    public bool IsPropagateDeadline { get; } = propagateDeadline;

    public bool IsPropagateCancellation { get; } = propagateCancellation;
}

/// <summary>Carries deadline and cancellation of a call being served to the calls it makes; each library derives its own.</summary>
public abstract class ContextPropagationToken
{
    protected internal ContextPropagationToken()
    {
    }
}
