using Logistics.Hosting;
using Logistics.Shipments;

var builder = WebApplication.CreateBuilder(args).AddServiceDefaults("shipments");
builder.AddShipments();
var app = builder.Build();
app.MapServiceDefaults();
app.MapShipments();
return await app.RunHub(args);
