using System.Diagnostics;
using Spectre.Console;

namespace Logistics.Launcher;

/// <summary>Progress, one line at a time with the seconds since the start; in colour on a terminal.</summary>
internal sealed class Screen
{
    private readonly long begin = Stopwatch.GetTimestamp();
    private readonly Lock gate = new();

    public void Say(string line)
    {
        var elapsed = $"{Stopwatch.GetElapsedTime(begin).TotalSeconds,7:0.0} s  ";
        lock (gate)
        {
            if (Console.IsOutputRedirected)
            {
                // Spectre would break long lines at 80 columns; a log wants them whole.
                Console.WriteLine(elapsed + line);
            }
            else
            {
                AnsiConsole.Write(new Markup(elapsed, new Style(Color.Grey)));
                AnsiConsole.WriteLine(line);
            }
        }
    }

    public void ShowTable(string title, IEnumerable<(string Name, string Value)> rows)
    {
        lock (gate)
        {
            Console.WriteLine();
            Console.WriteLine(title);
            foreach (var (name, value) in rows)
            {
                Console.WriteLine($"  {name,-22} {value}");
            }

            Console.WriteLine();
        }
    }
}
