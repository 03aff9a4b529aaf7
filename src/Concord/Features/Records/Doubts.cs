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
internal sealed class Doubts(Words words, CheckersGlossary glossary, KnownFindings known)
{
    private MarkedGlossary? shared;
    private ConcordanceChecker? checker;

    /// <summary>The two languages that are compared: the programme's first two.</summary>
    public (string First, string Second)? Pair => words.Programme.Languages is [var one, var other, ..] ? (one.Code, other.Code) : null;

    public async Task PrepareAsync(CancellationToken stop)
    {
        if (Pair is not null) shared ??= await glossary.SharedAsync(stop);
    }

    /// <summary>What is doubtful of a paragraph, in every side's reading of its brackets; nothing while a language has no text.</summary>
    public IReadOnlyList<Doubt> Of(Paragraph paragraph)
    {
        if (shared is null || Pair is not { } pair || paragraph.Name[pair.First] is not { } first || paragraph.Name[pair.Second] is not { } second) return [];

        var parties = words.Programme.Parties.Select(party => party.Key);
        return [.. known.Of(shared.State, pair, (first.Text, second.Text), () => Check(pair, Bracketed.Parse(first.Text), Bracketed.Parse(second.Text))).Select(found =>
        {
            var id = paragraph.IdOf(found.Finding.Rule, found.Finding.First?.Text, found.Finding.Second?.Text);
            return new Doubt(id, found.Finding, found.First, found.Second, found.Side, paragraph.IsWaived(id, found.Finding.Severity == Severity.Error, parties), [.. paragraph.WaiversOf(id)]);
        })];
    }

    private List<PlacedFinding> Check((string First, string Second) pair, Bracketed one, Bracketed other)
    {
        checker ??= ConcordanceChecker.For(pair.First, pair.Second, shared!.Glossary);
        var all = new List<PlacedFinding>();
        foreach (var side in SidesIn(one, other))
        {
            var (first, second) = (one.MappedReadingOf(side), other.MappedReadingOf(side));
            foreach (var finding in checker.Check(first.Words, second.Words).Findings.Where(finding => finding.Severity != Severity.Info))
            {
                var (from, to) = (At(finding.First, first.Places), At(finding.Second, second.Places));
                if (!all.Exists(known => known.Finding.Rule == finding.Rule && known.First == from && known.Second == to)) all.Add(new(finding, from, to, side));
            }
        }

        return all;
    }

    private static IEnumerable<string?> SidesIn(Bracketed one, Bracketed other) =>
        one.Brackets.Concat(other.Brackets).SelectMany(bracket => bracket.Alternatives).Select(alternative => alternative.Party).OfType<string>().Distinct().Order(StringComparer.Ordinal).Prepend(null);

    private static (int, int)? At(Passage? passage, IReadOnlyList<int> places) =>
        passage is null || passage.Start >= passage.End || passage.End > places.Count ? null : (places[passage.Start], places[passage.End - 1] + 1);
}
