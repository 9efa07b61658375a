using Logistics.Hosting.Identity;

namespace Logistics.Tags;

/// <summary>
/// Policies of this service's routes; every route names one, or the service does not start. None lets a sandbox's machines in: tags and
/// gateways are real ones.
/// </summary>
internal static class Access
{
    /// <summary>A device with its own key. That it is a registered gateway is asked at the door.</summary>
    internal const string Gateways = "tags-gateways";

    /// <summary>A person or a machine of an organisation, no device.</summary>
    internal const string Partners = "tags-partners";

    /// <summary>A machine of an organisation, or a person who may administrate or dispatch.</summary>
    internal const string Administrators = "tags-administrators";

    /// <summary>Whoever signs in; row-level security decides what is seen.</summary>
    internal const string Anybody = "tags-anybody";

    internal static void AddAccess(this IServiceCollection services)
    {
        var policies = services.AddAuthorizationBuilder();
        Policy(Gateways, caller => caller.Kind == CallerKind.Device);
        Policy(Partners, caller => caller.Kind != CallerKind.Device);
        Policy(Administrators, caller => MayAdministrate(caller));
        Policy(Anybody, _ => true);

        void Policy(string name, Func<Caller, bool> may) => policies.AddPolicy(name, policy => policy.RequireAuthenticatedUser()
            .RequireAssertion(asked => asked is { User.Identity.IsAuthenticated: true, Resource: HttpContext http } && !http.Caller().Is(Roles.Sandbox) && may(http.Caller())));
    }

    internal static bool MayAdministrate(Caller caller) => caller.Kind switch
    {
        CallerKind.Client or CallerKind.Service => true,
        CallerKind.Person => caller.Is(Roles.Admin) || caller.Is(Roles.Dispatcher),
        _ => false,
    };
}
