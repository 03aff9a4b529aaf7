using Concord.Bilingual.Concordance;
using Concord.Domain.Records;
using Concord.Platform.Languages;
using Concord.Records;

namespace Concord.Features.Records;

/// <summary>A doubt whether the texts of a paragraph say the same, and who lets it pass.</summary>
/// <param name="Id">See <see cref="Paragraph.IdOf"/>.</param>
/// <param name="First">Where it is in the first language: places in the stored text; null: nowhere.</param>
/// <param name="Side">In whose reading of the brackets it was found; null: in the text as it stood.</param>
internal sealed record Doubt(string Id, Finding Finding, (int Start, int End)? First, (int Start, int End)? Second, string? Side, bool IsWaived, IReadOnlyList<Waiver> Waivers)
{
    public bool IsError => Finding.Severity == Severity.Error;

    /// <summary>Keeps a record from being signed.</summary>
    public bool Blocks => IsError && !IsWaived;
}

/// <summary>Checks paragraphs with the glossary that both sides see. For one request.</summary>
internal sealed class Doubts(Words words, CheckersGlossary glossary)
{
    private ConcordanceChecker? checker;

    /// <summary>The two languages that are compared: the programme's first two.</summary>
    public (string First, string Second)? Pair => words.Programme.Languages is [var one, var other, ..] ? (one.Code, other.Code) : null;

    public async Task PrepareAsync(CancellationToken stop)
    {
        if (Pair is { } pair) checker ??= ConcordanceChecker.For(pair.First, pair.Second, await glossary.SharedAsync(stop));
    }

    /// <summary>What is doubtful of a paragraph, in every side's reading of its brackets; nothing while a language has no text.</summary>
    public IReadOnlyList<Doubt> Of(Paragraph paragraph)
    {
        if (checker is null || Pair is not { } pair || paragraph.Name[pair.First] is null || paragraph.Name[pair.Second] is null) return [];

        var (one, other) = (paragraph.In(pair.First), paragraph.In(pair.Second));
        var all = new List<Doubt>();
        foreach (var side in SidesIn(one, other))
        {
            var (first, second) = (one.MappedReadingOf(side), other.MappedReadingOf(side));
            foreach (var finding in checker.Check(first.Words, second.Words).Findings.Where(finding => finding.Severity != Severity.Info))
            {
                var (from, to) = (At(finding.First, first.Places), At(finding.Second, second.Places));
                if (all.Exists(known => known.Finding.Rule == finding.Rule && known.First == from && known.Second == to)) continue;

                var id = paragraph.IdOf(finding.Rule, finding.First?.Text, finding.Second?.Text);
                all.Add(new(id, finding, from, to, side, paragraph.IsWaived(id, finding.Severity == Severity.Error, words.Programme.Parties.Select(party => party.Key)), [.. paragraph.WaiversOf(id)]));
            }
        }

        return all;
    }

    private static IEnumerable<string?> SidesIn(Bracketed one, Bracketed other) =>
        one.Brackets.Concat(other.Brackets).SelectMany(bracket => bracket.Alternatives).Select(alternative => alternative.Party).OfType<string>().Distinct().Order(StringComparer.Ordinal).Prepend(null);

    private static (int, int)? At(Passage? passage, IReadOnlyList<int> places) =>
        passage is null || passage.Start >= passage.End || passage.End > places.Count ? null : (places[passage.Start], places[passage.End - 1] + 1);
}
