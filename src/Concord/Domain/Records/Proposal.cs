using Concord.Domain.Common;
using Concord.Records;
using NodaTime;

namespace Concord.Domain.Records;

/// <summary>
/// A side's alternative wording for a paragraph, in one language or all. While the side prepares it nobody else knows of it; when it is
/// tabled its words go into the paragraph, in brackets.
/// </summary>
internal sealed class Proposal : Entity, IBracketed
{
    private Proposal()
    {
    } // for EF Core

    public Proposal(Paragraph paragraph, string party, Text texts) =>
        (ParagraphId, RecordId, Party, Name, Audience) = (paragraph.Id, paragraph.RecordId, party, texts, Audience.Party(party));

    public Guid ParagraphId { get; private set; }

    public Guid RecordId { get; private set; }

    public Paragraph Paragraph { get; private set; } = null!;

    /// <summary>Key of the side whose wording it is.</summary>
    public string Party { get; private set; } = null!;

    /// <summary>The paragraph as the side would have it, in the languages it changes.</summary>
    public Text Name { get; set; } = null!;

    /// <summary>What the side says of it; null: nothing.</summary>
    public Text? Note { get; set; }

    public Instant? TabledAt { get; private set; }

    public bool IsTabled => TabledAt is not null;

    /// <summary>What a side tables that would leave all words of some languages out.</summary>
    public static Text LeavingOut(Paragraph paragraph, string party, IEnumerable<string> languages) =>
        languages.Aggregate(Text.Empty, (texts, language) => texts.With(language, new(paragraph.In(language).LeftOutBy(party).ToString(), WordingState.Draft)));

    /// <summary>Puts the words into the paragraph, in brackets that name the side. A paragraph that every side would leave out is withdrawn.</summary>
    /// <param name="paragraph">The one that it is for.</param>
    /// <param name="parties">The sides of the dialogue.</param>
    /// <param name="leftOut">Why a paragraph is withdrawn then, in words.</param>
    /// <exception cref="RuleBroken">It is tabled already, changes nothing, or would set brackets too deep in others.</exception>
    public void Table(Paragraph paragraph, Instant at, IEnumerable<string> parties, string leftOut)
    {
        if (IsTabled) throw new RuleBroken("Proposal.IsTabled");
        if (!paragraph.IsTabled) throw new RuleBroken("Paragraph.NotTabled");

        paragraph.Propose(Party, Name);
        (TabledAt, Audience) = (at, paragraph.Audience);
        if (parties.All(paragraph.IsLeftOutBy)) paragraph.Withdraw(leftOut, at);
    }
}

internal sealed partial class Paragraph
{
    /// <summary>A side's wording goes into the texts, in brackets; the languages it says nothing in stay.</summary>
    /// <exception cref="RuleBroken">It changes nothing, or would set brackets too deep in others.</exception>
    public void Propose(string party, Text wanted)
    {
        var texts = Name;
        foreach (var (language, wording) in wanted.Wordings)
        {
            var woven = Bracketed.Weave(In(language), Bracketed.Parse(wording.Text), party).ToString();
            if (Bracketed.FaultIn(woven) is { } wrong) throw new RuleBroken("Paragraph.Bracket." + wrong.Fault, wrong.Excerpt(woven));
            if (woven.Length > 0 && woven != Name[language]?.Text) texts = texts.With(language, new(woven, WordingState.Draft));
        }

        if (texts.Equals(Name)) throw new RuleBroken("Proposal.ChangesNothing");
        Says(texts);
    }

    /// <summary>Settles a bracket of one language.</summary>
    /// <param name="bracket">Its number, from 0, as in <see cref="Bracketed.Brackets"/>.</param>
    /// <param name="alternative">Which wording stays, from 0; -1: none.</param>
    /// <exception cref="RuleBroken">There is no such bracket any more; or no text would be left in any language, which is for every side to table.</exception>
    public void Settle(string language, int bracket, int alternative)
    {
        var before = In(language);
        if (bracket < 0 || bracket >= before.Brackets.Count() || alternative < -1 || alternative >= before.Brackets.ElementAt(bracket).Alternatives.Count) throw new RuleBroken("Paragraph.BracketGone");

        var after = before.Settle(bracket, alternative).ToString().Trim();
        var texts = after.Length == 0 ? Name.With(language, null) : Name.With(language, new(after, WordingState.Draft));
        if (texts.IsEmpty) throw new RuleBroken("Paragraph.NothingLeft");
        Says(texts);
    }
}
