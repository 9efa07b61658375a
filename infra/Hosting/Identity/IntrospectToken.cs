using NodaTime;

namespace Logistics.Hosting.Identity;

/// <summary>What a token stands for, and until when.</summary>
public sealed record TokenOwner(Caller Caller, Instant ExpiresAt);

/// <summary>
/// Tells whose token or device key this is; null where it is nobody's. Throws where it cannot be told: the caller is then
/// refused with 503 / UNAVAILABLE, because access fails closed.
/// </summary>
public delegate Task<TokenOwner?> IntrospectToken(string token, CancellationToken ct);
