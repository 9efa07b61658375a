using Logistics.Hosting.Identity;
using Logistics.Partners.Introspection;
using Npgsql;

namespace Logistics.Partners.Brokers;

/// <summary>
/// RabbitMQ's HTTP auth backend: forms in, `allow` or `deny` out, always with status 200. Asked without a token, on the hub's private
/// network only; it tells nothing that the asker does not say.
/// </summary>
internal static class BrokerHttp
{
    internal static void MapBroker(this WebApplication app)
    {
        var broker = app.MapGroup("/broker").AllowAnonymous();
        broker.MapPost("/user", async (HttpContext http, TokenLookup tokens, CancellationToken ct) =>
            await Form(http, ct) is { } form && await SignsIn(form, tokens, ct) ? Allow : Deny);
        broker.MapPost("/vhost", async (HttpContext http, NpgsqlDataSource database, CancellationToken ct) =>
            await Form(http, ct) is { } form && await IsActive(form["username"], database, ct) ? Allow : Deny);
        broker.MapPost("/resource", async (HttpContext http, CancellationToken ct) =>
            await Form(http, ct) is { } form && BrokerRules.MayUse(form["username"], form["resource"], form["name"]) ? Allow : Deny);
        broker.MapPost("/topic", async (HttpContext http, CancellationToken ct) =>
            await Form(http, ct) is { } form && BrokerRules.MayTopic(form["username"], form["name"], form["permission"], form["routing_key"]) ? Allow : Deny);
    }

    private static IResult Allow => Results.Text("allow");

    private static IResult Deny => Results.Text("deny");

    private static async Task<bool> SignsIn(Fields form, TokenLookup tokens, CancellationToken ct)
        => BrokerRules.MayBeClient(form["username"], form.Optional("client_id"))
            && await tokens.Find(form["password"], ct) is { Caller: { Kind: CallerKind.Device } device } && device.Id == form["username"];

    private static async Task<bool> IsActive(string device, NpgsqlDataSource database, CancellationToken ct)
    {
        await using var find = database.CreateCommand(
            $"select 1 from credentials where kind = 'device' and id = $1 and not revoked and {DeactivatedOrganisations.Excludes("organisation_id")}");
        find.Parameters.Add(new() { Value = device });
        return await find.ExecuteScalarAsync(ct) is not null;
    }

    private static async Task<Fields?> Form(HttpContext http, CancellationToken ct)
        => http.Request.HasFormContentType ? new Fields(await http.Request.ReadFormAsync(ct)) : null;

    private sealed record Fields(IFormCollection Form)
    {
        internal string this[string name] => Optional(name) ?? "";

        internal string? Optional(string name) => Form.TryGetValue(name, out var values) && values is [{ } value] ? value : null;
    }
}
