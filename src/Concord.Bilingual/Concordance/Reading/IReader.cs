namespace Concord.Bilingual.Concordance.Reading;

/// <summary>Reads the values and cues of a text in one language.</summary>
internal interface IReader
{
    Marks Marks { get; }

    Cues Cues { get; }

    Forces Forces { get; }

    /// <summary>How many sentences the text has.</summary>
    int Sentences { get; }

    void Read(ReadOnlySpan<char> text);
}
