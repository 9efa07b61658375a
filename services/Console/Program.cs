using Logistics.Console;
using Logistics.Hosting;

var builder = WebApplication.CreateBuilder(args).AddServiceDefaults("console");
builder.AddConsole();

var app = builder.Build();
app.MapConsole();
await app.RunAsync();
