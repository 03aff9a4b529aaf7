using Concord.Domain.Common;
using Concord.Domain.Rounds;
using Concord.Records;
using NodaTime;

namespace Concord.Domain.Records;

/// <summary>How far a side stands behind the texts of a paragraph.</summary>
internal enum Clearing
{
    Open,

    /// <summary>Agreed, subject to confirmation at home.</summary>
    AdReferendum,

    Agreed,
}

/// <summary>What a side says of the very texts that stand.</summary>
/// <param name="Party">Key of the side.</param>
/// <param name="Account">Who said it for the side.</param>
internal sealed record Cleared(string Party, Clearing Clearing, Guid? Account, Instant At);

/// <summary>What a side states of a paragraph that it agrees to otherwise; or that the sides have agreed to disagree.</summary>
internal sealed record SideStatement(string Party, bool Disagreement, Text Words);

/// <summary>
/// One paragraph of a joint record: a text per language, none of which is the translation. A side prepares one for itself and tables it by
/// widening its audience. Contested words stand in brackets (<see cref="Bracketed"/>).
/// </summary>
internal sealed partial class Paragraph : Entity, ISearchable, IBracketed, IAgreedTo, IMayBeSealed, IOfAllSides
{
    /// <summary>Between two neighbours there is room for others.</summary>
    public const long Step = 1 << 20;

    private Paragraph()
    {
    } // for EF Core

    public Paragraph(Guid record, ParagraphKind kind, Text texts) => (RecordId, Kind, Name) = (record, kind, texts);

    public Guid RecordId { get; private set; }

    public JointRecord Record { get; private set; } = null!;

    /// <summary>The item of the agenda it belongs to; null: to none (preamble, closing).</summary>
    public Guid? AgendaItemId { get; private set; }

    public AgendaItem? AgendaItem { get; private set; }

    /// <summary>Its place in the record: lower first. Neighbours lie <see cref="Step"/> apart, or nearer where one came between.</summary>
    public long Sequence { get; private set; }

    public ParagraphKind Kind { get; set; }

    /// <summary>Its texts, as <see cref="Bracketed"/> stores them.</summary>
    public Text Name { get; private set; } = null!;

    /// <summary>Languages whose text has not been looked at since the other's changed.</summary>
    public Items<string> Stale { get; private set; } = [];

    /// <summary>What each side says of the texts as they stand; a side that is not there has said nothing.</summary>
    public Items<Cleared> Clearings { get; private set; } = [];

    public Items<SideStatement> Statements { get; private set; } = [];

    /// <summary>Doubts that sides let pass; those of other texts are void.</summary>
    public Items<Waiver> Waivers { get; private set; } = [];

    /// <summary>Whether the other sides know of it.</summary>
    public bool IsTabled => Audience.PartyKey is null && Audience != Audience.Team;

    /// <summary>With its record, which must be loaded.</summary>
    public bool IsSealed => Record is { IsSealed: true };

    public bool IsContested => Name.Wordings.Any(wording => wording.Value.Text.Contains('[', StringComparison.Ordinal));

    /// <summary>The words of all sides, without whose they are: every reader of the index reads them in a language of his own.</summary>
    public IEnumerable<(string Field, Text Text)> Searched => [("Paragraph.Name", IsContested ? Name.Wordings.Aggregate(Name, (text, one) => text.With(one.Key, one.Value with { Text = In(one.Key).ToString(_ => "") })) : Name)];

    public LocalDate? SearchedOn => null;

    public IReadOnlyCollection<string> AgreedTo => [nameof(Name), nameof(Kind), nameof(AgendaItemId)];

    public bool IsOnlyOf(string party) => !IsTabled || Name.Languages.All(language => In(language).Without(party).Stretches.Count == 0);

    /// <summary>Whether a side has tabled that it would leave all of it out.</summary>
    public bool IsLeftOutBy(string party) => IsContested && Name.Languages.All(language => In(language).IsLeftOutBy(party));

    /// <summary>Whether one of these languages lacks a text, or has one that nobody has looked at since the other changed.</summary>
    public bool WantsIn(IEnumerable<string> languages) => Stale.Count > 0 || languages.Any(language => Name[language] is null);

    /// <summary>The text in a language; empty when there is none.</summary>
    public Bracketed In(string language) => Name[language] is { } wording ? Bracketed.Parse(wording.Text) : Bracketed.Empty;

    /// <summary>
    /// Gives it other texts. A language that alone changes leaves the others stale, until somebody confirms or changes them: whoever changes a
    /// stale text follows the change of the other, which does not become stale by that.
    /// </summary>
    public void Says(Text texts)
    {
        var changed = texts.Wordings.Select(one => one.Key).Union(Name.Wordings.Select(one => one.Key)).Where(language => texts[language]?.Text != Name[language]?.Text).ToList();
        if (changed.Count == 0) return;

        Name = texts;
        var others = changed.TrueForAll(Stale.Contains) ? [] : texts.Wordings.Select(one => one.Key).Except(changed);
        Stale = [.. Stale.Except(changed).Union(others).Where(language => texts[language] is not null).Order(StringComparer.Ordinal)];
    }

    /// <summary>Tables it: the words of the side that prepared it stand in brackets until the sides agree on them.</summary>
    public void Table(string party, Audience readers)
    {
        if (IsTabled) return;
        var texts = Name;
        foreach (var (language, wording) in Name.Wordings.Where(one => !one.Value.Text.Contains('[', StringComparison.Ordinal)))
            texts = texts.With(language, wording with { Text = Bracketed.Weave(Bracketed.Empty, Bracketed.Plain(wording.Text), party).ToString() });

        Says(texts);
        Audience = readers;
    }

    /// <summary>Takes the words of the paragraph after it, which is withdrawn, and what the sides state of it.</summary>
    /// <param name="blank">What stands between two sentences of a language: a space, or nothing.</param>
    public void JoinWith(Paragraph next, Func<string, string> blank, string why, Instant at)
    {
        Says(Joined(Name, next.Name));
        foreach (var (party, disagreement, words) in next.Statements)
            State(party, disagreement, Joined(Statements.FirstOrDefault(one => one.Party == party && one.Disagreement == disagreement)?.Words ?? Text.Empty, words));
        next.Withdraw(why, at);

        Text Joined(Text one, Text other) =>
            other.Wordings.Aggregate(one, (text, wording) => text.With(wording.Key, text[wording.Key] is { } own ? own with { Text = own.Text + blank(wording.Key) + wording.Value.Text } : wording.Value));
    }

    /// <summary>The text of a language has not been looked at since another's changed.</summary>
    public void BecomesStale(string language) => Stale = [.. Stale.Append(language).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Somebody has looked: this language says what the others say.</summary>
    public void Confirm(string language) => Stale = [.. Stale.Where(one => one != language)];

    /// <summary>The text of a language was written beside the others: for its sake none of them needs a look, and it needs one only where they say
    /// something else by now.</summary>
    /// <param name="stale">What was stale before it was written.</param>
    /// <param name="seen">The texts as they stood beside it.</param>
    public void WrittenBeside(string language, IEnumerable<string> stale, Text seen)
    {
        var moved = Name.Wordings.Any(one => one.Key != language && one.Value.Text != seen[one.Key]?.Text);
        Stale = [.. stale.Where(one => one != language).Concat(moved ? [language] : []).Where(one => Name[one] is not null).Order(StringComparer.Ordinal)];
    }

    /// <summary>Puts it at a place of the record.</summary>
    public void StandAt(long sequence, Guid? item) => (Sequence, AgendaItemId) = (sequence, item);

    /// <summary>Moves it: what is agreed is agreed at its place.</summary>
    public void MoveTo(long sequence, Guid? item)
    {
        StandAt(sequence, item);
        Clearings = [];
    }

    public void Reopen(string? by) => Clearings = [];

    /// <summary>Tells these texts from others: who agrees says to what.</summary>
    public string Fingerprint =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\u001f', Name.Wordings.Select(one => one.Key + "=" + one.Value.Text)))))[..16];

    /// <summary>Where a side stands.</summary>
    public Clearing Of(string party) => Clearings.FirstOrDefault(one => one.Party == party)?.Clearing ?? Clearing.Open;

    /// <summary>The least that any of the sides says: agreed only when all have agreed to the same texts.</summary>
    public Clearing Among(IEnumerable<string> parties) => parties.Select(Of).DefaultIfEmpty(Clearing.Open).Min();

    /// <summary>A side says where it stands.</summary>
    /// <param name="languages">The languages of the programme.</param>
    /// <exception cref="RuleBroken">It is not tabled; or there is nothing to agree to: a text is missing, contested, or not looked at.</exception>
    public void Clear(string party, Clearing clearing, Guid? account, Instant at, IEnumerable<string> languages)
    {
        if (!IsTabled) throw new RuleBroken("Paragraph.NotTabled");
        if (clearing != Clearing.Open)
        {
            if (languages.Any(language => Name[language] is null)) throw new RuleBroken("Paragraph.LacksText");
            if (IsContested) throw new RuleBroken("Paragraph.HasBrackets");
            if (Stale.Count > 0) throw new RuleBroken("Paragraph.IsStale");
        }

        Clearings = [.. Clearings.Where(one => one.Party != party), .. clearing == Clearing.Open ? Array.Empty<Cleared>() : [new(party, clearing, account, at)]];
    }

    /// <summary>A side adds a statement, or takes its own back.</summary>
    /// <param name="words">Null: takes it back.</param>
    public void State(string party, bool disagreement, Text? words) =>
        Statements = [.. Statements.Where(one => one.Party != party || one.Disagreement != disagreement), .. words is null || words.IsEmpty ? Array.Empty<SideStatement>() : [new(party, disagreement, words)]];
}
