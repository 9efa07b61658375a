namespace Logistics.Partners.Tests.Server;

/// <summary>Who the bootstrap file of the tests knows.</summary>
internal static class Known
{
    internal const string HubSecret = "cs_hub-0123456789abcdef0123456789abcdef";
    internal const string AdminSecret = "cs_adm-0123456789abcdef0123456789abcdef";
    internal const string CarrierSecret = "cs_car-0123456789abcdef0123456789abcdef";
    internal const string GatewayKey = "dk_gateway-0123456789abcdef0123456789ab";
    internal const string BroughtKey = "0123456789-brought-along-0123456789";
    internal const string DispatcherEmail = "dispatcher@hub.example";
    internal const string OneTimePassword = "one-time-Kx42-only";

    internal static readonly string Bootstrap = $$"""
        {
          "organisations": [
            { "id": "org-hub", "name": "Digital Hub", "roles": ["hub"] },
            { "id": "org-sauerland", "name": "Spedition Sauerland", "roles": ["carrier"] }
          ],
          "clients": [
            { "id": "svc-shipments", "organisation": "org-hub", "secret": "{{HubSecret}}", "roles": ["service"] },
            { "id": "hub-admin", "organisation": "org-hub", "secret": "{{AdminSecret}}", "roles": ["admin"] },
            { "id": "sauerland", "organisation": "org-sauerland", "secret": "{{CarrierSecret}}", "roles": ["carrier"] }
          ],
          "devices": [
            { "id": "gw-hagen", "organisation": "org-hub", "key": "{{GatewayKey}}" },
            { "id": "gw-unna-2", "organisation": "org-hub", "key": "{{BroughtKey}}" }
          ],
          "people": [
            {
              "email": "{{DispatcherEmail}}", "name": "Ada Dispatcher", "organisation": "org-hub",
              "oneTimePassword": "{{OneTimePassword}}", "roles": ["dispatcher", "admin"]
            }
          ]
        }
        """;
}
