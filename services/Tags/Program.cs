using Logistics.Hosting;
using Logistics.Tags;

var builder = WebApplication.CreateBuilder(args).AddServiceDefaults("tags");
builder.AddTags();

var app = builder.Build();
app.MapServiceDefaults();
app.MapTags();
return await app.RunHub(args);
