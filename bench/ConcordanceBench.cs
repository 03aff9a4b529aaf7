using System.Diagnostics;
using System.Globalization;
using System.Text;
using Concord.Bilingual.Concordance;
using Concord.Bilingual.Exchange;

namespace Concord.Bench;

/// <summary>
/// How good and how fast the checker is: on the labelled pairs of ../shared, on the families of the tests, and beside pofilter of Debian's
/// translate-toolkit on the same pairs.
/// </summary>
internal static class ConcordanceBench
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../.."));
    private static readonly string Shared = Environment.GetEnvironmentVariable("CONCORD_SHARED") ?? Path.Combine(Root, "..", "shared");

    /// <summary>The rules that belong to a family, and the severity at which they count.</summary>
    private static readonly (string File, Severity Severity, string[] Rules)[] Families =
    [
        ("numbers", Severity.Error, [""]),
        ("money-units", Severity.Error, [""]),
        ("ordinals-references", Severity.Error, [""]),
        ("times-durations", Severity.Error, [""]),
        ("terms", Severity.Warning, ["term."]),
        ("modality", Severity.Warning, ["modality.", "act."]),
        ("polarity", Severity.Warning, ["polarity.", "approximation.differs"]),
        ("sentences", Severity.Warning, ["form."]),
        ("form", Severity.Warning, ["form."]),
    ];

    /// <summary>Folders of families, in the order in which they were written; the rules were never made to fit the last.</summary>
    private static readonly string[] sets = ["", "second/", "third/", "unseen/"];

    public static void Run()
    {
        Line("name", "value", "unit", "beside", "ratio");
        var pairs = Read(Path.Combine(Shared, "data/concordance/labelled.tsv"));
        Quality(pairs);
        Pofilter(pairs);
        foreach (var set in sets)
            foreach (var (file, severity, rules) in Families) Family(set + file, severity, rules);
        Speed(pairs);
        Start();
    }

    private static List<Pair> Read(string file) => [.. File.ReadLines(file).Skip(1).Select(line => line.Split('\t')).Select(cells => new Pair(cells[0], cells[1], cells[2], cells[3] == "inconsistent", cells[4]))];

    private static Glossary Glossary()
    {
        using var reader = new StreamReader(Path.Combine(Shared, "domain/glossary.csv"));
        return GlossaryCsv.Read(reader);
    }

    private static void Quality(List<Pair> pairs)
    {
        var checker = ConcordanceChecker.For("en", "zh", Glossary());
        var flagged = pairs.ToDictionary(pair => pair.Id, pair => checker.Check(pair.English, pair.Chinese).HasErrors);
        foreach (var type in pairs.Where(pair => pair.IsWrong).GroupBy(pair => pair.Error).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Ratio("labelled.recall." + type.Key, type.Count(pair => flagged[pair.Id]), type.Count(), "bar 0.97 of all", 0.97);
        }

        var (hits, wrong) = (pairs.Count(pair => pair.IsWrong && flagged[pair.Id]), pairs.Count(pair => pair.IsWrong));
        var (alarms, right) = (pairs.Count(pair => !pair.IsWrong && flagged[pair.Id]), pairs.Count(pair => !pair.IsWrong));
        var (recall, precision) = (hits / (double)wrong, hits / (double)(hits + alarms));
        Ratio("labelled.recall", hits, wrong, "bar 0.97", 0.97);
        Ratio("labelled.false-alarms", alarms, right, "bar 0.03", 0.03);
        Line("labelled.precision", precision, "share", "bar 0.95", precision / 0.95);
        Line("labelled.f1", 2 * recall * precision / (recall + precision), "share", "", double.NaN);
    }

    private static void Pofilter(List<Pair> pairs)
    {
        var folder = Directory.CreateTempSubdirectory("concord-pofilter-").FullName;
        try
        {
            var po = new StringBuilder("msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\n");
            foreach (var pair in pairs) po.Append(CultureInfo.InvariantCulture, $"msgctxt \"{pair.Id}\"\nmsgid {Quoted(pair.English)}\nmsgstr {Quoted(pair.Chinese)}\n\n");
            File.WriteAllText(Path.Combine(folder, "in.po"), po.ToString());
            foreach (var (name, tests) in new[] { ("numbers", new[] { "-t", "numbers" }), ("all", Array.Empty<string>()) })
            {
                var result = Path.Combine(folder, name + ".po");
                var watch = Stopwatch.StartNew();
                using (var pofilter = Process.Start(new ProcessStartInfo("pofilter", ["--language=zh_CN", "--progress=none", .. tests, Path.Combine(folder, "in.po"), result]) { RedirectStandardError = true, RedirectStandardOutput = true })!)
                {
                    pofilter.StandardOutput.ReadToEnd();
                    pofilter.WaitForExit();
                }

                var found = File.Exists(result) ? File.ReadLines(result).Where(line => line.StartsWith("msgctxt", StringComparison.Ordinal)).Select(line => line[9..^1]).ToHashSet() : [];
                Ratio($"pofilter.{name}.recall", pairs.Count(pair => pair.IsWrong && found.Contains(pair.Id)), pairs.Count(pair => pair.IsWrong), "", double.NaN);
                Ratio($"pofilter.{name}.false-alarms", pairs.Count(pair => !pair.IsWrong && found.Contains(pair.Id)), pairs.Count(pair => !pair.IsWrong), "", double.NaN);
                Line($"pofilter.{name}.speed", pairs.Count / watch.Elapsed.TotalSeconds, "pairs/s", "start included", double.NaN);
            }
        }
        finally
        {
            Directory.Delete(folder, true);
        }

        static string Quoted(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
    }

    private static void Family(string file, Severity severity, string[] rules)
    {
        var path = Path.Combine(Root, "tests/Bilingual/Concordance/families", file + ".tsv");
        if (!File.Exists(path)) return; // not every set has every family

        var checker = ConcordanceChecker.For("en", "zh", Glossary());
        var pairs = Read(path);
        var flagged = pairs.ToDictionary(pair => pair.Id, pair => checker.Check(pair.English, pair.Chinese).Findings.Any(finding => finding.Severity >= severity && rules.Any(rule => finding.Rule.StartsWith(rule, StringComparison.Ordinal))));
        Ratio($"family.{file}.recall", pairs.Count(pair => pair.IsWrong && flagged[pair.Id]), pairs.Count(pair => pair.IsWrong), "bar 0.95", 0.95);
        Ratio($"family.{file}.false-alarms", pairs.Count(pair => !pair.IsWrong && flagged[pair.Id]), pairs.Count(pair => !pair.IsWrong), "bar 0.05", 0.05);
    }

    private static void Speed(List<Pair> pairs)
    {
        var plain = Median(() =>
        {
            var sum = 0L;
            foreach (var pair in pairs)
            {
                foreach (var character in pair.English) sum += character;
                foreach (var character in pair.Chinese) sum += character;
            }

            GC.KeepAlive(sum);
        });
        var without = ConcordanceChecker.For("en", "zh");
        var with = ConcordanceChecker.For("en", "zh", Glossary());
        Figure("speed.without-terms", without, 100_000);
        Figure("speed.with-glossary", with, 60_000);
        Line("speed.plain-pass", pairs.Count / plain, "pairs/s", "every character read once", double.NaN);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var findings = 0;
        foreach (var pair in pairs) findings += without.Check(pair.English, pair.Chinese).Findings.Count;
        Line("allocation", (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Math.Max(1, findings), "bytes/finding", "", double.NaN);

        void Figure(string name, ConcordanceChecker checker, double bar)
        {
            // As a server that has been up for a while: the compiler has seen every rule at work.
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed < TimeSpan.FromSeconds(4)) foreach (var pair in pairs) checker.Check(pair.English, pair.Chinese);
            const int Passes = 10; // a tenth of a second: a busy moment of the machine is one turn of many
            var seconds = Median(() =>
            {
                for (var pass = 0; pass < Passes; pass++) foreach (var pair in pairs) checker.Check(pair.English, pair.Chinese);
            }) / Passes;
            Line(name, pairs.Count / seconds, "pairs/s", string.Create(CultureInfo.InvariantCulture, $"bar {bar}; plain pass {pairs.Count / plain:0}/s"), pairs.Count / seconds / bar);
        }
    }

    private static void Start()
    {
        var cli = Path.Combine(Root, "src/Concord.Cli/bin/Release/net10.0/Concord.Cli.dll");
        if (!File.Exists(cli)) return;

        var folder = Directory.CreateTempSubdirectory("concord-check-").FullName;
        try
        {
            var (english, chinese) = (Path.Combine(folder, "en.txt"), Path.Combine(folder, "zh.txt"));
            File.WriteAllText(english, "Fifteen cities.\n");
            File.WriteAllText(chinese, "十四个城市。\n");
            var seconds = Median(() =>
            {
                using var check = Process.Start(new ProcessStartInfo("dotnet", [cli, "check", "--en", english, "--zh", chinese]) { RedirectStandardOutput = true })!;
                check.StandardOutput.ReadToEnd();
                check.WaitForExit();
            });
            Line("start", seconds * 1000, "ms", "limit 150 ms", seconds * 1000 / 150);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    /// <summary>Seconds; the median of nine runs after three to warm up.</summary>
    private static double Median(Action run)
    {
        var times = new List<double>();
        for (var turn = 0; turn < 12; turn++)
        {
            var watch = Stopwatch.StartNew();
            run();
            if (turn >= 3) times.Add(watch.Elapsed.TotalSeconds);
        }

        return Load.Median(times, time => time);
    }

    private static void Ratio(string name, int part, int whole, string beside, double bar)
    {
        var share = part / (double)Math.Max(1, whole);
        Line(name, share, "share", string.Create(CultureInfo.InvariantCulture, $"{part} of {whole}; {beside}").TrimEnd(' ', ';'), share / bar);
    }

    private static void Line(string name, double value, string unit, string beside, double ratio) =>
        Line(name, value.ToString("0.###", CultureInfo.InvariantCulture), unit, beside, double.IsNaN(ratio) ? "" : ratio.ToString("0.###", CultureInfo.InvariantCulture));

    private static void Line(string name, string value, string unit, string beside, string ratio) => Console.WriteLine(string.Join('\t', name, value, unit, beside, ratio));

    private sealed record Pair(string Id, string English, string Chinese, bool IsWrong, string Error);
}
