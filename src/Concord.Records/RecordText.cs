namespace Concord.Records;

/// <summary>
/// A joint record as it is signed: what was agreed, in every language, in order. It holds neither signatures nor the number it is given when
/// it is sealed, so that both sides sign the same thing. Its file: RecordText.Json.cs.
/// </summary>
/// <param name="Key">What the record is called in addresses.</param>
/// <param name="Programme">Name of the programme.</param>
/// <param name="Title">Of the record.</param>
/// <param name="Round">The round it was agreed in.</param>
/// <param name="Languages">Language tags (BCP 47) of its texts, in a fixed order.</param>
/// <param name="Authentic">Those languages whose texts are authentic; all of them unless the sides declare otherwise.</param>
/// <param name="Parties">The sides, in a fixed order.</param>
/// <param name="Sections">At least one paragraph in all.</param>
/// <param name="Amends">SHA-256, in lower-case hexadecimal, of the canonical JSON of the record that this one amends; null: none.</param>
public sealed partial record RecordText(
    string Key,
    Wordings Programme,
    Wordings Title,
    RecordRound Round,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Authentic,
    IReadOnlyList<RecordParty> Parties,
    IReadOnlyList<RecordSection> Sections,
    string? Amends = null);

/// <summary>The round that a record was agreed in.</summary>
/// <param name="Start">2027-04-13, or 2027-04 or 2027 where no more is known; null: not known.</param>
/// <param name="End">As the start; null when it took one day.</param>
public sealed record RecordRound(string Key, Wordings Name, string? Start, string? End, Wordings? Place);

/// <summary>A side of the dialogue and who signs for it.</summary>
/// <param name="Signatory">Name of the person who signs, as written in each language; null while that is not known.</param>
/// <param name="Capacity">In which capacity; null when not said.</param>
public sealed record RecordParty(string Key, Wordings Name, Wordings? Signatory = null, Wordings? Capacity = null);

/// <summary>The paragraphs of one item of the agenda.</summary>
/// <param name="Item">Key of the item; null for what belongs to none (preamble, closing).</param>
/// <param name="Name">Of the item; null for none.</param>
public sealed record RecordSection(string? Item, Wordings? Name, IReadOnlyList<RecordParagraph> Paragraphs);

/// <summary>What a paragraph is.</summary>
public enum ParagraphKind
{
    /// <summary>A heading of what follows.</summary>
    Heading,

    /// <summary>Running text.</summary>
    Text,

    /// <summary>A promise, which is followed up.</summary>
    Commitment,
}

/// <summary>One paragraph: the same in every language, none of which is the translation.</summary>
/// <param name="Key">What it is called in addresses; stays with it when it is moved.</param>
/// <param name="Statements">What single sides have stated of it.</param>
public sealed record RecordParagraph(string Key, ParagraphKind Kind, Wordings Text, IReadOnlyList<RecordStatement> Statements);

/// <summary>What a side states of a paragraph that it agrees to otherwise.</summary>
/// <param name="Party">Key of the side.</param>
/// <param name="Disagreement">True: the sides have agreed to disagree; false: the side makes a reservation.</param>
public sealed record RecordStatement(string Party, bool Disagreement, Wordings Text);
