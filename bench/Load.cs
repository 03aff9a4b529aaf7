using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Concord.Bench;

/// <summary>What wrk measured: medians of several runs.</summary>
/// <param name="PerSecond">Answers per second.</param>
/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="Errors">Answers that were not 2xx or 3xx, and broken connections.</param>
internal sealed record Measured(double PerSecond, double P50, double P99, int Errors);

internal static partial class Load
{
    private const int Runs = 3;
    private const int Seconds = 4;

    /// <summary>Loads one address, or with a script many, over 32 connections.</summary>
    /// <param name="script">Lua for wrk; null: the address alone.</param>
    public static async Task<Measured> OnAsync(string address, string? cookie = null, string? script = null)
    {
        var runs = new List<Measured>();
        await OnceAsync(address, cookie, script, 1);
        for (var run = 0; run < Runs; run++) runs.Add(await OnceAsync(address, cookie, script, Seconds));
        return new(Median(runs, run => run.PerSecond), Median(runs, run => run.P50), Median(runs, run => run.P99), runs.Sum(run => run.Errors));
    }

    public static double Median<T>(IReadOnlyCollection<T> all, Func<T, double> of) => all.Select(of).Order().ElementAt(all.Count / 2);

    public static async Task<Measured> OnceAsync(string address, string? cookie, string? script, int seconds)
    {
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };
        foreach (var argument in new[] { "-t1", "-c32", $"-d{seconds}s", "--latency", "-H", "Accept-Encoding: br" }) start.ArgumentList.Add(argument);
        if (cookie is not null)
        {
            start.ArgumentList.Add("-H");
            start.ArgumentList.Add("Cookie: " + cookie);
        }

        if (script is not null)
        {
            start.ArgumentList.Add("-s");
            start.ArgumentList.Add(script);
        }

        start.ArgumentList.Add(address);
        using var wrk = Process.Start(start)!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        var errors = NonSuccess().Match(output) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        return new(Number(PerSecondLine().Match(output)), Milliseconds(P50Line().Match(output)), Milliseconds(P99Line().Match(output)), errors);
    }

    private static double Number(Match match) => match.Success ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : double.NaN;

    private static double Milliseconds(Match match) => Number(match) * (match.Groups[2].Value switch { "us" => 0.001, "s" => 1000, "m" => 60000, _ => 1 });

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex PerSecondLine();

    [GeneratedRegex(@"50%\s+([\d.]+)(us|ms|s|m)")]
    private static partial Regex P50Line();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s|m)")]
    private static partial Regex P99Line();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex NonSuccess();
}
