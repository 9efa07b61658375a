using Logistics.Local;
using Microsoft.Playwright;

namespace Logistics.Smoke;

/// <summary>Debian's Chromium on the console, as a dispatcher would see it; pictures are kept in the smoke's folder.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private const float Patience = 90_000;
    private readonly Hub hub;
    private readonly string shipment;
    private readonly IPlaywright playwright;
    private readonly IBrowser chromium;
    private readonly IPage page;

    private Browser(Hub hub, string shipment, IPlaywright playwright, IBrowser chromium, IPage page)
    {
        this.hub = hub;
        this.shipment = shipment;
        this.playwright = playwright;
        this.chromium = chromium;
        this.page = page;
    }

    /// <summary>What the dispatcher chose.</summary>
    internal string Password { get; } = "rauch-test-passwort-9";

    internal static async Task<Browser> Open(Hub hub, string shipment)
    {
        var playwright = await Playwright.CreateAsync();
        var chromium = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Command.Find("chromium", "google-chrome"),
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
            ],
        });
        var page = await chromium.NewPageAsync(new() { ViewportSize = new() { Width = 1440, Height = 1000 }, Locale = "de-DE", TimezoneId = "Europe/Berlin" });
        page.SetDefaultTimeout(Patience);
        return new(hub, shipment, playwright, chromium, page);
    }

    internal Task SignIn() => Pictured(async () =>
    {
        await page.GotoAsync(Address($"/shipments/{shipment}"));
        await page.FillAsync("input[name=email]", Dispatcher.Email);
        await page.FillAsync("input[name=password]", Dispatcher.OneTimePassword(hub));
        await page.ClickAsync("form .button-primary");
        await page.FillAsync("input[name=current]", Dispatcher.OneTimePassword(hub));
        await page.FillAsync("input[name=new]", Password);
        await page.FillAsync("input[name=again]", Password);
        await page.ClickAsync("form .button-primary");
        await page.Locator("[data-shipment]").WaitForAsync();
    });

    /// <summary>The milestone stands on the page as actual. The page is never reloaded between two calls.</summary>
    internal Task Shows(string kind, string hubId) => Pictured(async () =>
    {
        await page.Locator($"[data-milestone='{kind} {hubId}'][data-actual=true]").WaitForAsync();
        await page.Locator("[data-shipment][data-eta]").WaitForAsync();
        await Picture($"shipment-{kind}-{hubId}");
    });

    internal Task ShowsTracking(string token) => Pictured(async () =>
    {
        var answer = await page.GotoAsync(Address($"/t/{token}"));
        if (answer?.Status != 200) throw new SmokeFailure($"the tracking page answered {answer?.Status}.");
        await page.GetByText("Hagen").First.WaitForAsync();
        await Picture("tracking");
    });

    public async ValueTask DisposeAsync()
    {
        await chromium.DisposeAsync();
        playwright.Dispose();
    }

    /// <summary>What the dispatcher saw when it went wrong is the best clue there is.</summary>
    private async Task Pictured(Func<Task> look)
    {
        try
        {
            await look();
        }
        catch (Exception e) when (e is TimeoutException or PlaywrightException or SmokeFailure)
        {
            await Picture("failed");
            throw new SmokeFailure($"{e.Message.Split('\n')[0]} See {Path.Combine(hub.Folder, "failed.png")}.");
        }
    }

    private string Address(string path) => new Uri(hub.Services["Console"].Http, path).ToString();

    private Task Picture(string name) => page.ScreenshotAsync(new() { Path = Path.Combine(hub.Folder, $"{name}.png"), FullPage = true });
}
