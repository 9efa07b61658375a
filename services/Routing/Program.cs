using Logistics.Hosting;
using Logistics.Routing;

var builder = WebApplication.CreateBuilder(args).AddServiceDefaults("routing");
builder.AddRouting();

var app = builder.Build();
app.MapServiceDefaults();
app.MapRouting();
return await app.RunHub(args);
