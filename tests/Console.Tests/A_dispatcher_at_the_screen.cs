using System.Collections.Concurrent;
using Logistics.Console.Tests.Fakes;
using Microsoft.Playwright;
using Xunit;

namespace Logistics.Console.Tests;

/// <summary>The built web app in Chromium against the real back end. Needs `npm ci` and `npm run build` in services/Console/web.</summary>
[Trait("Needs", "Servers")]
public sealed class A_dispatcher_at_the_screen(ConsoleUnderTest console) : IClassFixture<ConsoleUnderTest>
{
    private const string Chosen = "a password of my own";

    [Fact]
    public async Task Signs_in_sets_a_password_and_sees_changes_without_reloading()
    {
        console.Hub.Directory.MustChange = true;
        console.Hub.Directory.Password = Fakes.Directory.OneTimePassword;
        await using var browser = await InABrowser.Start();
        var page = await browser.Page(console.Address);
        var troubles = Watch(page);

        await page.GotoAsync("/");
        await SignIn(page, Fakes.Directory.OneTimePassword);
        await page.GetByLabel("Bisheriges Passwort").FillAsync(Fakes.Directory.OneTimePassword);
        await page.GetByLabel("Neues Passwort", new() { Exact = true }).FillAsync(Chosen);
        await page.GetByLabel("Neues Passwort, noch einmal").FillAsync(Chosen);
        await page.GetByRole(AriaRole.Button, new() { Name = "Passwort setzen" }).ClickAsync();

        await Seen(page.GetByRole(AriaRole.Heading, new() { Name = "Ausnahmen" }).First);
        await Seen(page.GetByText("Live", new() { Exact = true }));
        await page.EvaluateAsync("window.notReloaded = true");

        console.Hub.Goods.WorkItems.Add(Invented.WorkItem("wi-new", "9.4 °C for 22 min."));
        await Seen(page.GetByText("9.4 °C for 22 min.").First);

        await page.GetByRole(AriaRole.Link, new() { Name = "Sendungen" }).ClickAsync();
        await Seen(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "WL-4711" }));
        console.Hub.Goods.Shipments.Add(Invented.Shipment(reference: "WL-RENAMED", version: 9));
        await Seen(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "WL-RENAMED" }));
        console.Hub.Goods.Shipments.Add(Invented.Shipment("shp-2", "WL-BRANDNEW", 1));
        await Seen(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "WL-BRANDNEW" }));

        await page.GetByRole(AriaRole.Link, new() { Name = "WL-RENAMED" }).ClickAsync();
        await Seen(page.GetByRole(AriaRole.Heading, new() { Name = "Meilensteine" }));
        var arrived = Invented.Shipment(reference: "WL-RENAMED", version: 10);
        arrived.Milestones[1].Actual = Invented.Minutes(0);
        console.Hub.Goods.Shipments.Add(arrived);
        await Seen(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Ankunft Hagen" }).GetByText("–").First);
        await Seen(page.Locator(".line li.here").Filter(new() { HasText = "Hagen" }));

        (await page.EvaluateAsync<bool>("window.notReloaded === true")).Should().BeTrue();
        troubles.Should().BeEmpty("nothing is fetched from elsewhere, and the content policy is kept");
    }

    [Fact]
    public async Task Every_screen_is_accessible_in_light_and_dark()
    {
        console.Hub.Directory.MustChange = false;
        console.Hub.Directory.Password = Chosen;
        await using var browser = await InABrowser.Start();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var page = await browser.Page(console.Address, scheme);
            await page.GotoAsync("/");
            await Seen(page.GetByRole(AriaRole.Button, new() { Name = "Anmelden" }));
            await Accessible(page, $"sign-in {scheme}");
            await SignIn(page, Chosen);
            foreach (var (path, sign) in Screens)
            {
                await page.GotoAsync(path);
                await Seen(page.Locator(sign).First);
                await Accessible(page, $"{path} {scheme}");
            }
        }
    }

    [Fact]
    public async Task The_consignees_page_is_accessible_and_works_without_script()
    {
        await using var browser = await InABrowser.Start();
        var page = await browser.Page(console.Address);
        foreach (var token in new[] { Goods.TrackingToken, "unknown" })
        {
            await page.GotoAsync($"/t/{token}");
            (await page.Locator("script").CountAsync()).Should().Be(0);
            await Accessible(page, $"/t/{token}");
        }
    }

    [Fact]
    public async Task An_outage_of_the_services_is_said_and_ends()
    {
        console.Hub.Directory.MustChange = false;
        console.Hub.Directory.Password = Chosen;
        await using var browser = await InABrowser.Start();
        var page = await browser.Page(console.Address);
        await page.GotoAsync("/");
        await SignIn(page, Chosen);
        await Seen(page.GetByText("Live", new() { Exact = true }));
        await console.Hub.Stop();
        await Seen(page.GetByText("Teilausfall.", new() { Exact = true }));
        await console.Hub.Start();
        await Seen(page.GetByText("Live", new() { Exact = true }));
    }

    private static readonly (string Path, string Sign)[] Screens =
    [
        ("/", ".worklist button"),
        ("/?state=resolved", ".empty"),
        ("/shipments", ".grid-row"),
        ("/shipments?q=nothing-begins-so", ".empty"),
        ("/shipments/shp-1", ".track-map .maplibregl-canvas"),
        ("/shipments/shp-404", ".failure"),
        ("/map", ".hub-marker"),
        ("/devices", ".devices td"),
    ];

    private static async Task SignIn(IPage page, string password)
    {
        await page.GetByLabel("E-Mail").FillAsync(Fakes.Directory.Email);
        await page.GetByLabel("Passwort").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Anmelden" }).ClickAsync();
        await page.GetByLabel("E-Mail").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    private static Task Seen(ILocator what) => what.WaitForAsync(new() { State = WaitForSelectorState.Visible });

    /// <summary>Requests to elsewhere, and complaints of the browser about the content policy or scripts.</summary>
    private ConcurrentQueue<string> Watch(IPage page)
    {
        var troubles = new ConcurrentQueue<string>();
        page.Request += (_, request) =>
        {
            var uri = new Uri(request.Url);
            if (uri.Scheme is "http" or "https" && uri.Authority != console.Address.Authority) troubles.Enqueue(request.Url);
        };
        page.PageError += (_, error) => troubles.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Text.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase)) troubles.Enqueue(message.Text);
        };
        return troubles;
    }

    private static async Task Accessible(IPage page, string where)
    {
        // Evaluated, not added as a tag: the content policy allows no script but the console's own.
        await page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "services", "Console", "web", "node_modules", "axe-core", "axe.min.js")));
        var violations = await page.EvaluateAsync<string[]>(
            "async () => (await axe.run()).violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 160)} ${n.failureSummary}`))");
        violations.Should().BeEmpty(where);
    }
}
