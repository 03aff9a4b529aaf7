using Concord.Domain.Common;
using Concord.Records;

namespace Concord.Platform.Languages;

/// <summary>Texts under negotiation as people read and type them: with the names of the sides instead of their keys.</summary>
internal static class BracketedWords
{
    /// <summary>What a side is called in a language, in brackets; its key when it has no name.</summary>
    public static string SideIn(this Words words, string language, string party) =>
        words.Programme.Parties.FirstOrDefault(one => one.Key == party)?.Short.For(language, [.. words.Programme.Languages.Select(one => one.Code)])?.Wording.Text ?? party;

    public static string Written(this Words words, Bracketed text, string language) => text.ToString(party => words.SideIn(language, party) + words.In(language, "Form.Colon"));

    /// <param name="stored">With brackets as they are stored.</param>
    public static Text Written(this Words words, Text stored) =>
        stored.Wordings.Where(one => one.Value.Text.Contains('[', StringComparison.Ordinal)).Aggregate(stored, (text, one) => text.With(one.Key, one.Value with { Text = words.Written(Bracketed.Parse(one.Value.Text), one.Key) }));

    /// <summary>What a record is called where it stands among others of all kinds.</summary>
    public static Text Called(this Words words, INamed record) => record is IBracketed ? words.Written(record.Name) : record.Name;
}
