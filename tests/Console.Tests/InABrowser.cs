using Microsoft.Playwright;

namespace Logistics.Console.Tests;

/// <summary>Debian's Chromium, with what it must not do switched off.</summary>
internal sealed class InABrowser : IAsyncDisposable
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private InABrowser(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    internal static async Task<InABrowser> Start()
    {
        var program = Environment.GetEnvironmentVariable("LOGISTICS_CHROMIUM") is { Length: > 0 } set ? set : Programs.FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("No Chromium found: install the package chromium, or set LOGISTICS_CHROMIUM to the program.");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Args =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
            ],
        });
        return new(playwright, browser);
    }

    internal async Task<IPage> Page(Uri address, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ColorScheme = scheme,
            Locale = "de-DE",
            ViewportSize = new ViewportSize { Width = 1366, Height = 800 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(20_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}
