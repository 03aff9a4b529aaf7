using Concord.Bilingual.Concordance;
using Concord.Bilingual.Exchange;
using Concord.Tests.Support;

namespace Concord.Tests.Bilingual.Concordance;

/// <summary>How many seeded errors are found, and how many right pairs are flagged: the figures of bench/run concordance must not get worse.</summary>
public sealed class LabelledTests
{
    public static string Shared => Exchange.Exchanged.Sample();

    [Fact]
    public void Seeded_errors_are_found_and_right_pairs_left_alone()
    {
        var (recall, alarms) = Measure(Path.Combine(Shared, "data/concordance/labelled.tsv"), Severity.Error, [""]);
        Assert.True(recall >= 0.97 && alarms <= 0.03, $"recall {recall:0.000}, false alarms {alarms:0.000}");
    }

    [Theory]
    [InlineData("money-units", 0.95, 0.05)]
    [InlineData("ordinals-references", 0.95, 0.05)]
    [InlineData("times-durations", 0.95, 0.05)]
    [InlineData("terms", 0.95, 0.05)]
    [InlineData("form", 0.95, 0.05)]
    [InlineData("modality", 0.95, 0.05)]
    [InlineData("polarity", 0.88, 0.05)]
    [InlineData("sentences", 0.93, 0.05)]
    [InlineData("second/money-units", 0.95, 0.05)]
    [InlineData("second/ordinals-references", 0.95, 0.05)]
    [InlineData("second/times-durations", 0.95, 0.05)]
    [InlineData("second/numbers", 0.95, 0.05)]
    [InlineData("second/terms", 0.95, 0.05)]
    [InlineData("second/form", 0.95, 0.08)]
    [InlineData("second/modality", 0.88, 0.05)]
    [InlineData("second/polarity", 0.55, 0.12)]
    [InlineData("second/sentences", 0.74, 0.08)]
    [InlineData("third/money-units", 0.97, 0.05)]
    [InlineData("third/ordinals-references", 0.95, 0.05)]
    [InlineData("third/times-durations", 0.90, 0.05)]
    [InlineData("third/numbers", 0.97, 0.05)]
    [InlineData("third/terms", 0.95, 0.05)]
    [InlineData("third/form", 0.97, 0.05)]
    [InlineData("third/modality", 0.85, 0.05)]
    [InlineData("third/polarity", 0.50, 0.08)]
    [InlineData("third/sentences", 0.62, 0.05)]
    [InlineData("unseen/polarity", 0.50, 0.12)]
    [InlineData("unseen/sentences", 0.75, 0.20)]
    public void Every_family_keeps_what_it_has_reached(string file, double least, double most)
    {
        var family = file.Split('/')[^1];
        var severity = family is "numbers" or "money-units" or "ordinals-references" or "times-durations" ? Severity.Error : Severity.Warning;
        string[] rules = family switch
        {
            "terms" => ["term."],
            "modality" => ["modality.", "act."],
            "polarity" => ["polarity.", "approximation.differs"],
            "form" or "sentences" => ["form."],
            _ => [""],
        };
        var (recall, alarms) = Measure(Path.Combine(App.Root, "tests/Bilingual/Concordance/families", file + ".tsv"), severity, rules);
        Assert.True(recall >= least && alarms <= most, $"recall {recall:0.000}, false alarms {alarms:0.000}");
    }

    private static (double Recall, double Alarms) Measure(string file, Severity severity, string[] rules)
    {
        using var reader = new StreamReader(Path.Combine(Shared, "domain/glossary.csv"));
        var checker = ConcordanceChecker.For("en", "zh", GlossaryCsv.Read(reader));
        int hits = 0, wrong = 0, alarms = 0, right = 0;
        foreach (var cells in File.ReadLines(file).Skip(1).Select(line => line.Split('\t')))
        {
            var flagged = checker.Check(cells[1], cells[2]).Findings.Any(finding => finding.Severity >= severity && rules.Any(rule => finding.Rule.StartsWith(rule, StringComparison.Ordinal)));
            if (cells[3] == "inconsistent") (wrong, hits) = (wrong + 1, hits + (flagged ? 1 : 0));
            else (right, alarms) = (right + 1, alarms + (flagged ? 1 : 0));
        }

        Assert.True(wrong >= 40 && right >= 40);
        return (hits / (double)wrong, alarms / (double)right);
    }
}
