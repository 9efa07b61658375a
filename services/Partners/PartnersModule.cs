using Logistics.EventStore;
using Logistics.Hosting;
using Logistics.Hosting.Bus;
using Logistics.Hosting.Identity;
using Logistics.Partners.Brokers;
using Logistics.Partners.Bootstrap;
using Logistics.Partners.Clients;
using Logistics.Partners.Contacts;
using Logistics.Partners.Devices;
using Logistics.Partners.GrantList;
using Logistics.Partners.Grants;
using Logistics.Partners.Introspection;
using Logistics.Partners.OrganisationList;
using Logistics.Partners.Organisations;
using Logistics.Partners.People;
using Logistics.Partners.Publishing;
using Logistics.Partners.Schema;
using Logistics.Partners.Tokens;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Logistics.Partners;

/// <summary>Who is who: organisations, machine clients, devices, people, and the tokens they show.</summary>
internal static class PartnersModule
{
    internal static WebApplicationBuilder AddPartners(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddEventStore(builder.Configuration.Required("Hub:Postgres"), Log);
        builder.AddBus("partners", _ => { });
        services.AddHostedService<PartnersSchema>();
        services.AddPeople();

        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<ClientSignIn>();
        services.AddHostedService<ExpiredTokens>();
        services.AddSingleton<OrganisationQuery>();
        services.AddSingleton<GrantQuery>();
        services.AddSingleton<Administration>();
        services.AddSingleton<DeviceKeys>();

        // Where there is no MQTT there is nothing to close.
        if (builder.Configuration[BrokerManagement.Setting] is { Length: > 0 }) services.AddSingleton<BrokerManagement>().AddHostedService<BrokerSessions>();

        // The other services ask by gRPC; this one has the answer at hand.
        services.AddSingleton<TokenLookup>();
        services.AddSingleton<IntrospectToken>(provider => provider.GetRequiredService<TokenLookup>().Find);

        // Last: it needs the tables and the projections that the steps above bring up.
        services.AddHostedService<BootstrapStep>();
        return builder;
    }

    internal static WebApplication MapPartners(this WebApplication app)
    {
        app.MapBroker();
        app.MapGrpcService<TokensGrpc>();
        app.MapGrpcService<IntrospectionGrpc>();
        app.MapGrpcService<OrganisationsGrpc>();
        app.MapGrpcService<DevicesGrpc>();
        app.MapGrpcService<GrantsGrpc>();
        app.MapGrpcService<ContactsGrpc>();
        app.MapDevices();
        return app;
    }

    private static void AddPeople(this IServiceCollection services)
    {
        services.AddDbContext<PeopleContext>((provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddIdentityCore<Person>(PasswordRules.Apply).AddEntityFrameworkStores<PeopleContext>();
        services.Configure<PasswordHasherOptions>(PasswordRules.Apply);
        services.AddSingleton<PasswordWork>();
        services.AddScoped<PeopleSignIn>();
        services.AddScoped<PeopleBootstrap>();
    }

    internal static void Log(EventStoreBuilder store)
    {
        store.Event<OrganisationRegistered>("organisation-registered.v1");
        store.Event<OrganisationChanged>("organisation-changed.v1");
        store.Event<OrganisationDeactivated>("organisation-deactivated.v1");
        store.Event<OrganisationReactivated>("organisation-reactivated.v1");
        store.Event<ContactNamed>("contact-named.v1");
        store.Event<ContactRemoved>("contact-removed.v1");
        store.Event<ClientRegistered>("client-registered.v1");
        store.Event<ClientRolesChanged>("client-roles-changed.v1");
        store.Event<ClientSecretReplaced>("client-secret-replaced.v1");
        store.Event<ClientRevoked>("client-revoked.v1");
        store.Event<DeviceRegistered>("device-registered.v1");
        store.Event<DeviceKeyReplaced>("device-key-replaced.v1");
        store.Event<DeviceRevoked>("device-revoked.v1");
        store.Event<ClaimCodeIssued>("claim-code-issued.v1");
        store.Event<DeviceEnrolled>("device-enrolled.v1");
        store.Event<DeviceKeyRotated>("device-key-rotated.v1");
        store.Event<GrantGiven>("grant-given.v1");
        store.Event<GrantRevoked>("grant-revoked.v1");
        store.AddProjection<CurrentCredentials>();
        store.AddProjection<DeactivatedOrganisations>();
        store.AddProjection<OrganisationListProjection>();
        store.AddProjection<GrantListProjection>();
        store.AddSubscription<PartnersPublisher>();
        store.AddSubscription<DeactivationPublisher>();
        store.AddSubscription<ContactErasure>();
    }
}
