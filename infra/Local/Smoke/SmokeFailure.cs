namespace Logistics.Smoke;

/// <summary>Something that must hold does not.</summary>
internal sealed class SmokeFailure(string message) : Exception(message)
{
    internal static void Unless(bool holds, string otherwise)
    {
        if (!holds) throw new SmokeFailure(otherwise);
    }
}
