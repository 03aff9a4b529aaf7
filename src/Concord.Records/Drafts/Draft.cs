namespace Concord.Records.Drafts;

/// <summary>A record while it is negotiated, as it travels in a document.</summary>
/// <param name="Key">What the record is called in addresses.</param>
/// <param name="Parties">Keys and names of the sides: whose the contested words are.</param>
/// <param name="Paragraphs">In order, those of one section together.</param>
public sealed record Draft(string Key, Wordings Title, IReadOnlyList<string> Languages, IReadOnlyList<RecordParty> Parties, IReadOnlyList<DraftParagraph> Paragraphs);

/// <summary>One paragraph of a record under negotiation.</summary>
/// <param name="Version">Goes up with every change: tells whether a document is of what stands.</param>
/// <param name="Section">Name of the item of the agenda it belongs to; null: of none.</param>
/// <param name="Text">With contested words in brackets, as in <see cref="Bracketed"/>.</param>
/// <param name="State">Where it stands, in each language: "agreed", "the EU: agreed ad referendum".</param>
/// <param name="Comments">What was said of it.</param>
public sealed record DraftParagraph(string Key, int Version, ParagraphKind Kind, Wordings? Section, Wordings Text, Wordings? State, IReadOnlyList<DraftComment> Comments);

/// <summary>A remark on a paragraph.</summary>
/// <param name="By">Who makes it, as it is printed: a side, a person.</param>
/// <param name="Text">In the language it was written in.</param>
public sealed record DraftComment(string By, string Text);

/// <summary>What somebody changed in the document of a draft.</summary>
/// <param name="Comments">What was remarked beside it; empty: nothing.</param>
public abstract record DraftChange(IReadOnlyList<DraftComment> Comments);

/// <summary>Other words for a paragraph, in the languages that changed.</summary>
/// <param name="Key">Of the paragraph.</param>
/// <param name="Version">The version the document was made from.</param>
/// <param name="Text">Only the languages whose words changed, with brackets.</param>
public sealed record Reworded(string Key, int Version, Wordings Text, IReadOnlyList<DraftComment> Comments) : DraftChange(Comments);

/// <summary>A new paragraph.</summary>
/// <param name="After">Key of the paragraph before it; null: it comes first. Of several new ones in a row all name the same, in order.</param>
/// <param name="Section">Name of the section it stands in, which may be another than that of the paragraph before it; null: in none.</param>
public sealed record Added(string? After, ParagraphKind Kind, Wordings Text, IReadOnlyList<DraftComment> Comments, Wordings? Section = null) : DraftChange(Comments);

/// <summary>A paragraph was taken out.</summary>
public sealed record Removed(string Key, int Version, IReadOnlyList<DraftComment> Comments) : DraftChange(Comments);

/// <summary>A paragraph stands elsewhere.</summary>
/// <param name="After">Key of the paragraph before it now; null: it comes first.</param>
/// <param name="Section">Name of the section it stands in now; null: in none.</param>
public sealed record Moved(string Key, int Version, string? After, IReadOnlyList<DraftComment> Comments, Wordings? Section = null) : DraftChange(Comments);

/// <summary>One paragraph became several.</summary>
/// <param name="Parts">Two or more; the first stays the paragraph.</param>
public sealed record Split(string Key, int Version, IReadOnlyList<Wordings> Parts, IReadOnlyList<DraftComment> Comments) : DraftChange(Comments);

/// <summary>Several paragraphs became one, which is the first of them.</summary>
/// <param name="Keys">Two or more, neighbours.</param>
public sealed record Merged(IReadOnlyList<string> Keys, Wordings Text, IReadOnlyList<DraftComment> Comments) : DraftChange(Comments);

/// <summary>Only a remark was made.</summary>
public sealed record Remarked(string Key, IReadOnlyList<DraftComment> Comments) : DraftChange(Comments);
