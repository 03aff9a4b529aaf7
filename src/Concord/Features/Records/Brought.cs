using Concord.Domain.Common;
using Concord.Domain.Records;
using Concord.Platform.Languages;
using Concord.Records;
using Concord.Records.Drafts;
using Paragraph = Concord.Domain.Records.Paragraph;

namespace Concord.Features.Records;

/// <summary>A change in a file that somebody brought, as it is shown before it is taken in.</summary>
/// <param name="Number">Its place among the changes, from 0.</param>
/// <param name="What">In words: which paragraph, and what is done with it.</param>
/// <param name="Texts">What stands and what would stand, for each paragraph that it touches.</param>
/// <param name="MayTake">Whether the reader may take it in.</param>
/// <param name="IsOlder">Whether the paragraph has been changed since the file was made.</param>
internal sealed record Brought(int Number, DraftChange Change, string What, IReadOnlyList<(Text Before, Text After)> Texts, bool MayTake, bool IsOlder)
{
    /// <summary>The changes of a file as a reader sees them.</summary>
    /// <param name="tabled">The paragraphs that the file may speak of, in order.</param>
    /// <param name="party">Key of the side that the reader negotiates for; null: for none, and then only words can be changed.</param>
    public static IReadOnlyList<Brought> Of(IReadOnlyList<DraftChange> changes, IReadOnlyList<Paragraph> tabled, string? party, Words words)
    {
        return [.. changes.Select((change, i) => new Brought(i, change, What(change), Texts(change), change is not Remarked && (party is not null || change is Reworded), IsOlder(change)))];

        Paragraph Find(string key) => tabled.First(one => one.Key == key);

        string Numbered(string key) => words["Paragraph.Numbered", tabled.ToList().FindIndex(one => one.Key == key) + 1];

        string Behind(string? after) => after is null ? words["Travel.AtTheTop"] : words["Travel.Behind", Numbered(after)];

        string What(DraftChange change) => change switch
        {
            Reworded one => words["Travel.Reworded", Numbered(one.Key)],
            Added one => words["Travel.Added", Behind(one.After)],
            Removed one => words["Travel.Removed", Numbered(one.Key)],
            Moved one => words["Travel.Moved", Numbered(one.Key), Behind(one.After)],
            Split one => words["Travel.Split", Numbered(one.Key), one.Parts.Count],
            Merged one => words["Travel.Merged", words.List(one.Keys.Select(Numbered))],
            Remarked one => words["Travel.Remarked", Numbered(one.Key)],
            _ => throw new ArgumentOutOfRangeException(nameof(change)),
        };

        IReadOnlyList<(Text, Text)> Texts(DraftChange change) => change switch
        {
            Reworded one => [(Find(one.Key).Name, With(Find(one.Key).Name, one.Text))],
            Added one => [(Text.Empty, TextOf(one.Text))],
            Removed one => [(Find(one.Key).Name, Text.Empty)],
            Split one => [.. one.Parts.Select((part, i) => (i == 0 ? Find(one.Key).Name : Text.Empty, TextOf(part)))],
            Merged one => [.. one.Keys.Select((key, i) => (Find(key).Name, i == 0 ? TextOf(one.Text) : Text.Empty))],
            _ => [],
        };

        bool IsOlder(DraftChange change) => change switch
        {
            Reworded one => Find(one.Key).Version != one.Version,
            Removed one => Find(one.Key).Version != one.Version,
            Split one => Find(one.Key).Version != one.Version,
            _ => false,
        };
    }

    /// <summary>A text of the words that a file says.</summary>
    public static Text TextOf(Wordings words) => new(words.Select(one => KeyValuePair.Create(one.Key, new Wording(one.Value, WordingState.Draft))));

    /// <summary>A text with other words in some languages.</summary>
    public static Text With(Text text, Wordings words) => words.Aggregate(text, (all, one) => all.With(one.Key, new(one.Value, WordingState.Draft)));
}
