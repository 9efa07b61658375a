using Grpc.Core;
using NodaTime;

namespace Logistics.Console.SignIn;

/// <summary>Who asks, bound from the session: calls to the services carry this person's own token.</summary>
internal sealed record Dispatcher(string Token, IClock Clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    public static async ValueTask<Dispatcher> BindAsync(HttpContext context) =>
        new(await SessionTicket.TokenOf(context), context.RequestServices.GetRequiredService<IClock>());

    internal CallOptions Call(CancellationToken ct) => new(Headers, Clock.GetCurrentInstant().ToDateTimeUtc() + Patience, ct);

    /// <summary>For streams, which last as long as the browser listens.</summary>
    internal CallOptions Watch(CancellationToken ct) => new(Headers, cancellationToken: ct);

    private Metadata Headers => new() { { "authorization", $"Bearer {Token}" } };
}
