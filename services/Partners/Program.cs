using Logistics.EventStore;
using Logistics.Hosting;
using Logistics.Partners;

var builder = WebApplication.CreateBuilder(args).AddServiceDefaults("partners");
builder.AddPartners();

var app = builder.Build();
if (await app.Services.RunStoreCommand(args) is { } exitCode) return exitCode;

app.MapServiceDefaults();
app.MapPartners();
await app.RunAsync();
return 0;
