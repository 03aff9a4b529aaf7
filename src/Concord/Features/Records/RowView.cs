using Concord.Domain.Common;
using Concord.Domain.Records;
using NodaTime;

namespace Concord.Features.Records;

/// <summary>One paragraph as it stands among the others.</summary>
/// <param name="Number">Among those that are tabled, from 1; null: a draft of the reader's side.</param>
/// <param name="Drafts">The reader's own side's wordings that are not tabled.</param>
/// <param name="Party">Key of the side the reader negotiates for; null: for none.</param>
/// <param name="MayDraft">Whether the reader may change texts.</param>
/// <param name="Query">Of the page of the record that it is shown on: where acts lead back to.</param>
internal sealed record RowView(Paragraph Paragraph, int? Number, IReadOnlyList<Doubt> Doubts, IReadOnlyList<Proposal> Drafts, string? Party, bool MayDraft, bool IsSealed, string Query = "")
{
    /// <summary>Who else is writing in it, as a page that is opened tells; a row that is fetched later is told by the page.</summary>
    public IReadOnlyList<(Text Who, Instant Since)> Present { get; init; } = [];

    public bool LacksText(IEnumerable<string> languages) => languages.Any(language => Paragraph.Name[language] is null);
}
