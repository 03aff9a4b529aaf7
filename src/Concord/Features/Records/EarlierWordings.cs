using Concord.Bilingual;
using Concord.Domain.Common;
using Concord.Domain.Records;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Concord.Features.Records;

/// <summary>What both sides have said before in words like these.</summary>
/// <param name="Likeness">From 0 to 1: how alike the source texts are.</param>
/// <param name="Source">As it was then.</param>
/// <param name="From">Where it stands: the address of its page, without the language. Names it, too.</param>
/// <param name="Where">Title of the record that it stands in; null: it is a commitment of its own.</param>
internal sealed record EarlierWording(double Likeness, string Source, string Target, string From, Text? Where, bool Fictitious);

/// <summary>
/// The translation memory: paragraphs of sealed records, paragraphs that every side has agreed to, and commitments whose wordings are verified.
/// Only what the reader may read is in his, and it is kept for those alone who may read the same.
/// </summary>
internal sealed class EarlierWordings(Db db, Kept kept, Words words)
{
    /// <summary>Less alike is not worth reading.</summary>
    private const double Least = 0.45;

    private const int Most = 5;

    private static readonly Audience[] tabled = [Audience.Public, Audience.Programme, Audience.Parties];

    /// <summary>The wordings most like a text, the most alike first.</summary>
    /// <param name="but">Key of the paragraph that the text is of: it does not remember itself.</param>
    public async Task<IReadOnlyList<EarlierWording>> LikeAsync(string text, string source, string target, string but, CancellationToken stop)
    {
        var (memory, places) = await ReadAsync(source, target, stop);
        return
        [
            .. memory.Like(text, Least, Most + 1)
                .Where(one => one.Pair.From != AddressOf(but))
                .Take(Most)
                .Select(one => new EarlierWording(one.Likeness, one.Pair.Source, one.Pair.Target, one.Pair.From, places[one.Pair.From].Name, places[one.Pair.From].Fictitious)),
        ];
    }

    /// <summary>The words of one that was shown; null when the reader knows of none there.</summary>
    public async Task<string?> TargetOfAsync(string from, string source, string target, CancellationToken stop) =>
        (await ReadAsync(source, target, stop)).Places.TryGetValue(from, out var place) ? place.Target : null;

    private Task<(TranslationMemory Memory, IReadOnlyDictionary<string, Place> Places)> ReadAsync(string source, string target, CancellationToken stop) =>
        // A pair with its pieces weighs some rows of a list.
        kept.Of<(TranslationMemory Memory, IReadOnlyDictionary<string, Place> Places)>($"translation memory {source} {target}", one => one.Memory.Count * 8, async () =>
        {
            var all = await AllAsync(source, target, stop);
            return (new(all.Select(one => one.Pair)), all.ToDictionary(one => one.Pair.From, one => one.Place, StringComparer.Ordinal));
        }, stop);

    private async Task<List<(RememberedPair Pair, Place Place)>> AllAsync(string source, string target, CancellationToken stop)
    {
        var parties = words.Programme.Parties.Select(one => one.Key).ToList();
        var paragraphs = (await db.Paragraphs.AsNoTracking().Where(one => tabled.Contains(one.Audience)).Select(one => new { Paragraph = one, one.Record.SealedAt, Title = one.Record.Name }).ToListAsync(stop))
            .Where(one => one.SealedAt is not null || one.Paragraph.Among(parties) == Clearing.Agreed)
            .OrderByDescending(one => one.SealedAt ?? Instant.MinValue).ThenBy(one => one.Paragraph.Key, StringComparer.Ordinal)
            .Select(one => Of(AddressOf(one.Paragraph.Key), one.Paragraph.Name, one.Title, one.Paragraph.Fictitious));
        var commitments = (await db.Commitments.AsNoTracking().Where(one => one.RecordNo == null).Select(one => new { one.Key, one.Name, one.Made, one.Fictitious }).ToListAsync(stop))
            .Where(one => IsVerified(one.Name[source]) && IsVerified(one.Name[target]))
            .OrderByDescending(one => one.Made?.Latest).ThenBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => Of("/commitments/" + one.Key, one.Name, null, one.Fictitious));
        return [.. paragraphs.Concat(commitments).OfType<(RememberedPair, Place)>()];

        (RememberedPair, Place)? Of(string from, Text name, Text? title, bool fictitious) =>
            name[source] is { } one && name[target] is { } other ? (new(one.Text, other.Text, from), new(title, other.Text, fictitious)) : null;
    }

    private static bool IsVerified(Wording? wording) => wording is { State: WordingState.Verified, ToVerify: false };

    private static string AddressOf(string paragraph) => "/paragraphs/" + paragraph;

    private sealed record Place(Text? Name, string Target, bool Fictitious);
}
