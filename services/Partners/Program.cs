using Logistics.Hosting;
using Logistics.Partners;

var builder = WebApplication.CreateBuilder(args).AddServiceDefaults("partners");
builder.AddPartners();

var app = builder.Build();
app.MapServiceDefaults();
app.MapPartners();
return await app.RunHub(args);
