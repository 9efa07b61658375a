namespace Logistics.Smoke;

/// <summary>Something that must hold does not.</summary>
internal sealed class SmokeFailure(string message) : Exception(message);
