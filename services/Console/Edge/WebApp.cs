using Logistics.Hosting.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace Logistics.Console.Edge;

/// <summary>Serves what Vite built: hashed files for ever, the page itself never from a cache, every screen's address as the page.</summary>
internal static class WebApp
{
    private const string Page = "index.html";

    internal static void UseWebAppFiles(this WebApplication app)
    {
        if (Find(app) is not { } folder) return;
        var types = new FileExtensionContentTypeProvider { Mappings = { [".mjs"] = "text/javascript", [".geojson"] = "application/geo+json" } };
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(folder),
            ContentTypeProvider = types,
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }

    internal static void MapWebApp(this WebApplication app)
    {
        app.Map("/api/{**rest}", () => Problems.Refuse(404, "not-found", "There is no such thing, or your organisation is no party to it."))
            .AllowAnonymous().ExcludeFromDescription();
        var page = Find(app) is { } folder ? Path.Combine(folder, Page) : null;
        app.MapFallback(context => page is null ? Missing().ExecuteAsync(context) : Send(context, page)).AllowAnonymous();
    }

    private static Task Send(HttpContext context, string page)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        return context.Response.SendFileAsync(page, context.RequestAborted);
    }

    private static IResult Missing() => Problems.Refuse(503, "web-app-missing", "The console's web app is not built; see the log.");

    /// <summary>`Console:WebRoot`, else beside the program, else the source tree above it.</summary>
    private static string? Find(WebApplication app)
    {
        var folders = Candidates(app).ToList();
        var found = folders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, Page)));
        if (found is null) app.Logger.WebAppMissing(string.Join(", ", folders));
        return found;
    }

    private static IEnumerable<string> Candidates(WebApplication app)
    {
        if (app.Configuration["Console:WebRoot"] is { Length: > 0 } set)
        {
            yield return Path.GetFullPath(set);
            yield break;
        }

        yield return Path.Combine(app.Environment.ContentRootPath, "wwwroot");
        foreach (var start in new[] { app.Environment.ContentRootPath, AppContext.BaseDirectory })
        {
            for (var at = new DirectoryInfo(start); at is not null; at = at.Parent)
            {
                var source = Path.Combine(at.FullName, "services", "Console");
                if (Directory.Exists(source)) yield return Path.Combine(source, "wwwroot");
            }
        }
    }
}
